package org.tallystick.jobs.sql;

import java.util.Locale;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.pipeline.Pipeline;

/** What statements run over. */
public enum SqlMode {
    /** What the archive holds now. */
    BATCH,
    /** What the source brings, live. */
    STREAMING;

    /** Batch where there is an archive. */
    static SqlMode usual(Pipeline pipeline) {
        return pipeline.archive().isPresent() ? BATCH : STREAMING;
    }

    /** How Flink runs them. */
    public RuntimeExecutionMode runtime() {
        return this == BATCH ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
