package org.tallystick.jobs.sink.connector;

import java.util.List;
import org.apache.flink.core.fs.Path;
import org.tallystick.engine.BoundMetric;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.OnRefusal;
import org.tallystick.pipeline.SinkTarget;

/**
 * What a job uses a sink for.
 *
 * @param metrics the layouts of all metrics that cells may be of
 * @param run pipeline and kind of run, such as {@code flights-live}: the same at every restart of a
 *     job, another for every job that may run beside it
 * @param uid address of the sink's state in savepoints
 * @param batch whether the job ends by itself, without checkpoints
 */
public record SinkUse(List<BoundMetric> metrics, String run, String uid, boolean batch) {

    /** Cells as JSON. */
    public CellJson json() {
        return new CellJson(metrics);
    }

    /** Where cells go that the sink refuses for themselves. */
    public RejectedFolder rejected(String path, SinkTarget target) {
        return rejected(path, target, OnRefusal.KEEP);
    }

    /** The same, where the first of them may end the job. */
    public RejectedFolder rejected(String path, SinkTarget target, OnRefusal onRefusal) {
        var sink = target.connector() + " " + target.name();
        return new RejectedFolder(folder(path).toString(), run + "-" + uid, sink, onRefusal);
    }

    /** A relative path is relative to where the job was started, not to where a task runs. */
    public static Path folder(String path) {
        var uri = new Path(path).toUri();
        boolean local = uri.getScheme() == null || uri.getScheme().equals("file");
        return new Path(
                local ? java.nio.file.Path.of(uri.getPath()).toAbsolutePath().toUri() : uri);
    }
}
