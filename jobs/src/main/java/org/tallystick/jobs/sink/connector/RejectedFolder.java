package org.tallystick.jobs.sink.connector;

import java.io.Serializable;
import org.tallystick.pipeline.OnRefusal;

/**
 * Where a sink's rejected cells go.
 *
 * @param path of any Flink file system
 * @param prefix of the files: run and sink
 * @param sink for people
 * @param onRefusal whether they go there at all, or the first ends the job
 */
public record RejectedFolder(String path, String prefix, String sink, OnRefusal onRefusal)
        implements Serializable {

    /** Where all of them go. */
    public RejectedFolder(String path, String prefix, String sink) {
        this(path, prefix, sink, OnRefusal.KEEP);
    }
}
