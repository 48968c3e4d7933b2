package org.tallystick.jobs.sink;

import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SinkSpec;

/** Tries whether a sink can be written to, and leaves nothing behind. */
public final class SinkTrials {
    private SinkTrials() {}

    /**
     * A trial for each thing that the sink writes to: of a database for each table.
     *
     * @param metrics those whose cells the sink gets
     */
    public static List<Trial> of(SinkSpec spec, List<BoundMetric> metrics) {
        return spec.match(new Trying(metrics));
    }

    private record Trying(List<BoundMetric> metrics) implements SinkSpec.Cases<List<Trial>> {

        @Override
        public List<Trial> kafka(SinkSpec.Kafka spec) {
            return List.of(
                    Trial.of(
                            "sink " + spec,
                            () -> {
                                try (var kafka = new KafkaTrial(spec.properties())) {
                                    return kafka.look(List.of(spec.topic()), AclOperation.WRITE);
                                }
                            }));
        }

        @Override
        public List<Trial> jdbc(SinkSpec.Jdbc spec) {
            return JdbcTrials.of(spec, metrics);
        }

        @Override
        public List<Trial> files(SinkSpec.Files spec) {
            return List.of(
                    Trial.of(
                            "sink files " + spec.path(),
                            () -> writeFile(Sinks.folder(spec.path()))));
        }

        @Override
        public List<Trial> print(SinkSpec.Print spec) {
            return List.of(Trial.of("sink print", () -> "standard output"));
        }
    }

    private static String writeFile(Path folder) throws Exception {
        var probe = new Path(folder, ".tallystick-" + UUID.randomUUID());
        var files = folder.getFileSystem();
        files.create(probe, FileSystem.WriteMode.NO_OVERWRITE).close();
        files.delete(probe, false);
        return "files can be written";
    }
}
