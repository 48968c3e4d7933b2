package org.tallystick.jobs.sink.files;

import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.CellLines;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SinkSpec;

/** A folder of cells. */
record CellFiles(SinkSpec.Files spec) implements ConnectedSink {

    /** Files appear whole, at the checkpoint; their names cannot meet, whoever writes. */
    @Override
    public Sink<Cell> sink(SinkUse use) {
        return FileSink.forRowFormat(SinkUse.folder(spec.path()), new CellLines(use.json()))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix(use.run())
                                .withPartSuffix(".jsonl")
                                .build())
                .build();
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return List.of(
                Trial.of(
                        "sink files " + spec.path(), () -> writeFile(SinkUse.folder(spec.path()))));
    }

    private static String writeFile(Path folder) throws Exception {
        var probe = new Path(folder, ".tallystick-" + UUID.randomUUID());
        var files = folder.getFileSystem();
        files.create(probe, FileSystem.WriteMode.NO_OVERWRITE).close();
        files.delete(probe, false);
        return "files can be written";
    }
}
