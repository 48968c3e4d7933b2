package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.RawRecord;
import org.tallystick.text.Secrets;

/**
 * A queue as a pipeline specifies it.
 *
 * @param connector for people, such as {@code rabbitmq}
 * @param key the word that the pipeline file has for it, such as {@code topic}
 * @param name what the archive calls it
 * @param queues it, as the pipeline of a name reads it
 * @param permanent which failures end the job
 * @param shared whether several consumers may read it
 * @param writtenBy whether a sink writes to it
 */
public record QueueConnection(
        String connector,
        String key,
        String name,
        Function<String, Queue> queues,
        PermanentFailure permanent,
        boolean shared,
        Predicate<SinkSpec> writtenBy)
        implements ConnectedSource {

    @Override
    public SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start) {
        var source =
                new QueueSource(
                        queues.apply(pipeline.name()),
                        permanent,
                        decoder,
                        isIdentified(pipeline.events()),
                        start.bounded(),
                        positions(start.archived()));
        return new SourceStream<>(
                source, permanent, partition -> QueueSplit.id(partition.number()), !shared);
    }

    private static boolean isIdentified(Events events) {
        return !events.id().isEmpty();
    }

    /** Behind which positions of consumers an archive knows no message. */
    private Map<Integer, Long> positions(Known known) {
        var positions = new TreeMap<Integer, Long>();
        known.partitions()
                .forEach(
                        (partition, ranges) -> {
                            if (partition.topic().equals(name)) {
                                ranges.next()
                                        .ifPresent(next -> positions.put(partition.number(), next));
                            }
                        });
        return positions;
    }

    /** What was read when the run before ended, and not acknowledged, comes again. */
    @Override
    public List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException {
        long messages = positions(known).values().stream().mapToLong(Long::longValue).sum();
        if (messages == 0) {
            return List.of();
        }
        boolean repeatsAreFound =
                isIdentified(pipeline.events()) && pipeline.events().deduplicate().isPresent();
        if (!repeatsAreFound && !skip) {
            throw new BadArgumentException(
                    "%s source: the archive holds %,d messages of %s, and those that were not acknowledged come again: go on with --resume latest, have repeats dropped by events.id and events.deduplicate, take them twice with --again skip, or begin another archive with --new-history NAMESPACE"
                            .formatted(connector, messages, name));
        }
        return List.of(
                "The archive holds %,d messages of %s: those that were not acknowledged come again%s"
                        .formatted(
                                messages,
                                name,
                                repeatsAreFound ? ", and are dropped as repeats" : ""));
    }

    @Override
    public List<String> warnings(Events events) {
        return isIdentified(events)
                ? List.of()
                : List.of(
                        "%s source: without events.id, what was read but not acknowledged when a run fails is counted twice"
                                .formatted(connector));
    }

    @Override
    public Optional<String> unanswered() {
        try {
            queues.apply("check").look();
            return Optional.empty();
        } catch (IOException e) {
            return permanent.reason(e).isPresent()
                    ? Optional.empty()
                    : Optional.of(Secrets.mask(e.toString()));
        }
    }

    @Override
    public Trial trial() {
        return Trial.of("source %s %s".formatted(connector, name), this::look);
    }

    private String look() throws Exception {
        try {
            return queues.apply("check").look();
        } catch (IOException e) {
            throw new TrialException(
                    permanent
                            .reason(e)
                            .orElseGet(() -> "no answer: " + Secrets.mask(e.toString())));
        }
    }

    /** To look at messages is to take them, and others of the queue's readers would miss them. */
    @Override
    public boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws TrialException {
        throw new TrialException(
                "a sample cannot be taken of a queue: it would keep messages from others");
    }

    @Override
    public SourceSpec beside() {
        throw new IllegalArgumentException(
                "%s source: whoever reads %s %s takes its messages from others: ask the archive, in batch mode"
                        .formatted(connector, key, name));
    }

    @Override
    public Optional<Problem> readsOutputOf(SinkSpec sink) {
        return writtenBy.test(sink)
                ? Optional.of(
                        new Problem(
                                key,
                                "the source reads this %s, so that results would come in as events"
                                        .formatted(key),
                                Optional.of("name another")))
                : Optional.empty();
    }
}
