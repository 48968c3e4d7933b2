package org.tallystick.jobs.source.connector;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/**
 * A source of events as a pipeline specifies it: partitions, each with a clock of its own, and in
 * each positions that rise.
 *
 * <p>There are two families. A log can be read again from a position, so a position means the same
 * record for ever. A queue forgets what was acknowledged; its positions count what came in.
 */
public interface ConnectedSource {

    /**
     * What a job reads.
     *
     * @param decoder what makes events of records
     * @param start which part to read
     * @throws IllegalArgumentException where it cannot be set up as specified; one line
     */
    SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start);

    /**
     * Compares where a run without a savepoint would start with what the archive holds.
     *
     * @param skip whether what is known is passed over, and what is lost is left
     * @return lines for people
     * @throws BadArgumentException where something would be read again, or be left out
     */
    List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException, IOException;

    /**
     * The event time, epoch ms, at which the slowest clock of a run goes on that begins with what
     * an archive knows; empty where it knows no event.
     */
    default OptionalLong slowestClock(Known known) {
        return known.slowestClock();
    }

    /** What its partitions are called. */
    default PartitionNaming naming() {
        return PartitionNaming.TOPICS;
    }

    /**
     * What cannot be found before it runs, such as a file; one line.
     *
     * @param bounded whether it is read as far as it goes now, so that there has to be something
     */
    default Optional<String> missing(boolean bounded) {
        return Optional.empty();
    }

    /** What its users may not expect of it, a line for each; said before a run. */
    default List<String> warnings(Events events) {
        return List.of();
    }

    /** Why its client would wait for a server, in one line; empty where none is waited for. */
    default Optional<String> unanswered() throws InterruptedException {
        return Optional.empty();
    }

    /** Tries whether it can be read, and reads nothing of it. */
    Trial trial();

    /**
     * Reads some records without a job, and leaves the source as it was.
     *
     * @param decoder an opened one, which knows where records end
     * @param limit how many records at most
     * @param records takes them, those of a partition in its order
     * @return whether there are more
     */
    boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records) throws Exception;

    /**
     * The same source for someone who looks at it beside a running job, and leaves no trace: from
     * where it is specified to begin, or from its beginning where that is where the job is.
     *
     * @throws IllegalArgumentException where looking takes something away; one line
     */
    SourceSpec beside();

    /** The key of a sink that writes what this would read again, with what is wrong with it. */
    Optional<Problem> readsOutputOf(SinkSpec sink);
}
