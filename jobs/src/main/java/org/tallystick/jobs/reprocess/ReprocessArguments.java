package org.tallystick.jobs.reprocess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.arguments.PointInTime;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A pipeline to compute again, over which range, and what to do about differences: what {@code
 * ./tallystick reprocess} and ReprocessJob both take.
 */
public final class ReprocessArguments {
    @Mixin private final PipelineArguments pipeline = new PipelineArguments();

    @Option(
            names = "--from",
            paramLabel = "T",
            converter = PointInTime.class,
            description = "event time, ISO-8601 or a date, inclusive; from the beginning if absent")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "T",
            converter = PointInTime.class,
            description = "event time, exclusive; to the end if absent")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "audit|correct",
            description = "audit reports differences (the default), correct publishes corrections")
    private Mode mode = Mode.AUDIT;

    /** The pipeline file, a path or a URI. */
    public String file() throws BadArgumentException {
        return pipeline.file();
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return pipeline.overrides();
    }

    /**
     * The range of event time.
     *
     * @throws BadArgumentException where it is empty
     */
    public ReprocessRange range() throws BadArgumentException {
        return ReprocessRange.of(from, to);
    }

    public Mode mode() {
        return mode;
    }
}
