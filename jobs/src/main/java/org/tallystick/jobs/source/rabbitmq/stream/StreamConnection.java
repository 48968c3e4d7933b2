package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;
import org.tallystick.text.Secrets;

/** A stream of RabbitMQ as a pipeline specifies it. */
public record StreamConnection(StreamSpec spec) implements ConnectedSource {

    private StreamBounds bounds() {
        return new StreamBounds(spec.broker(), spec.stream());
    }

    @Override
    public SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start) {
        long end = start.bounded() ? end() : Long.MAX_VALUE;
        var from = new StreamStart(bounds(), spec.start(), next(start.skip()).orElse(0));
        return new SourceStream<>(
                new StreamLog(from, spec.onGap(), decoder, end),
                UnreadableStreamException::reason,
                Known.Partition::topic,
                false);
    }

    private long end() {
        try {
            return bounds().end();
        } catch (IOException e) {
            throw new IllegalArgumentException(line(e), e);
        }
    }

    private static String line(IOException e) {
        return UnreadableStreamException.reason(e)
                .orElseGet(() -> "rabbitmq source: no answer: " + Secrets.mask(e.getMessage()));
    }

    private OptionalLong next(Known known) {
        return known.ranges(new Known.Partition(spec.stream(), 0)).next();
    }

    /** Where the archive knows messages, a run goes on behind them. */
    @Override
    public List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException {
        var next = next(known);
        if (next.isEmpty()) {
            return List.of();
        }
        var held =
                "rabbitmq source: the archive holds stream %s up to offset %d"
                        .formatted(spec.stream(), next.getAsLong() - 1);
        if (end() < next.getAsLong()) {
            throw new BadArgumentException(
                    held
                            + ", and it ends before that: it was made anew, or has lost what it had; begin another archive with --new-history NAMESPACE");
        }
        if (!skip) {
            throw new BadArgumentException(
                    held
                            + ", and this run would read it again: go on with --resume latest, read only what is new with --again skip, or begin another archive with --new-history NAMESPACE");
        }
        return List.of(
                "Stream %s is read from offset %d on: what is before it, the archive holds"
                        .formatted(spec.stream(), next.getAsLong()));
    }

    @Override
    public Optional<String> unanswered() {
        try {
            bounds().first();
            return Optional.empty();
        } catch (IOException e) {
            return UnreadableStreamException.reason(e).isPresent()
                    ? Optional.empty()
                    : Optional.of(Secrets.mask(e.toString()));
        }
    }

    @Override
    public Trial trial() {
        return Trial.of("source " + spec, this::look);
    }

    private String look() throws TrialException {
        try {
            var first = bounds().first();
            return first.isEmpty()
                    ? "it has no messages yet"
                    : "offsets %d to %d".formatted(first.get().offset(), bounds().end() - 1);
        } catch (IOException e) {
            throw new TrialException(line(e));
        }
    }

    /** The oldest messages. */
    @Override
    public boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws TrialException {
        try {
            return new StreamSample(bounds()).read(limit, InstantSource.system(), records);
        } catch (IOException e) {
            throw new TrialException(line(e));
        }
    }

    /** Reading leaves no trace. */
    @Override
    public SourceSpec beside() {
        return spec;
    }

    /** A sink reaches a stream over AMQP, by another port. */
    @Override
    public Optional<Problem> readsOutputOf(SinkSpec sink) {
        return spec.broker().isWrittenBy(sink.target(), spec.stream())
                ? Optional.of(
                        new Problem(
                                "queue",
                                "the source reads this stream, so that results would come in as events",
                                Optional.of("name another")))
                : Optional.empty();
    }
}
