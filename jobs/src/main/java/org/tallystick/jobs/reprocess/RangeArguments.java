package org.tallystick.jobs.reprocess;

import java.time.Instant;
import java.util.Optional;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PointInTime;
import picocli.CommandLine.Option;

/** A range of event time, for commands that read the archive. */
public final class RangeArguments {
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

    /** Whether it has a beginning or an end. */
    boolean isGiven() {
        return from.isPresent() || to.isPresent();
    }

    /**
     * The range of event time.
     *
     * @throws BadArgumentException where it is empty
     */
    public ReprocessRange range() throws BadArgumentException {
        return ReprocessRange.of(from, to);
    }
}
