package org.tallystick.jobs.replay;

import java.util.List;
import java.util.Optional;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineArguments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A pipeline whose rejects are to be decoded again: what ReplayJob takes. */
public final class ReplayArguments {
    @Mixin private final PipelineArguments pipeline = new PipelineArguments();

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "only rejects that meet this condition of Flink SQL; times are UTC")
    private Optional<String> where = Optional.empty();

    /** The pipeline file, a path or a URI. */
    public String file() throws BadArgumentException {
        return pipeline.file();
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return pipeline.overrides();
    }

    /** Which rejects; all if absent. */
    public Optional<String> where() {
        return where;
    }
}
