package org.tallystick.jobs.source.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import org.tallystick.jobs.sink.kinesis.KinesisCells;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** A Kinesis stream as a pipeline specifies it. */
record Stream(KinesisStream spec, InstantSource clock) implements ConnectedSource {
    /** By so much our clock may be ahead of that of Kinesis, which reads nothing of the future. */
    private static final long CLOCK_AHEAD_MILLIS = 1_000;

    @Override
    public SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start) {
        var until = start.bounded() ? OptionalLong.of(clock.millis()) : OptionalLong.empty();
        var shards =
                new KinesisShards(
                        spec.service(),
                        starts(start.skip()),
                        spec.onGap(),
                        spec.pollInterval().toMillis(),
                        until,
                        decoder);
        return new SourceStream<>(shards, KinesisFailure.INSTANCE, this::split, false);
    }

    private String split(Known.Partition partition) {
        return ShardName.splitId(partition.topic(), partition.number());
    }

    private ShardStarts starts(Known known) {
        boolean latest = spec.start() instanceof Start.Latest;
        return new ShardStarts(spec.name(), spec.start().match(new Since(clock)), latest, known);
    }

    @Override
    public List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException {
        try (var client = spec.service().client()) {
            return new KnownShards(known, spec.name()).compare(client, skip);
        }
    }

    @Override
    public Optional<String> unanswered() {
        return KinesisAnswer.unanswered(spec.service(), spec.name());
    }

    @Override
    public Trial trial() {
        return Trial.of("source " + spec, () -> new KinesisSample(spec).look());
    }

    @Override
    public boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records) {
        return new KinesisSample(spec).read(decoder, limit, clock, records);
    }

    /** Reading leaves no trace. */
    @Override
    public SourceSpec beside() {
        return spec;
    }

    @Override
    public Optional<Problem> readsOutputOf(SinkSpec sink) {
        return sink instanceof KinesisCells cells
                        && cells.stream().equals(spec.name())
                        && cells.service().isSameAs(spec.service())
                ? Optional.of(
                        new Problem(
                                "stream",
                                "the source reads this stream, so that results would come in as events",
                                Optional.of("name another")))
                : Optional.empty();
    }

    /** The time from which on to read, epoch ms; null for all that there is. */
    private record Since(InstantSource clock) implements Start.Places<Long> {

        @Override
        public Long committed() {
            return null;
        }

        @Override
        public Long earliest() {
            return null;
        }

        /** A time, since what comes before the first checkpoint would otherwise be passed over. */
        @Override
        public Long latest() {
            return clock.millis() - CLOCK_AHEAD_MILLIS;
        }

        @Override
        public Long at(Instant timestamp) {
            return timestamp.toEpochMilli();
        }
    }
}
