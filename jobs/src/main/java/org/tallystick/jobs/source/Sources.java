package org.tallystick.jobs.source;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.clock.ClockedSource;
import org.tallystick.source.files.FilesSource;

/** What comes in. */
public final class Sources {
    private static final String SOURCE = "source";

    private Sources() {}

    /**
     * The pipeline's events and rejects, as rows of {@link EventLayout}, with their event times as
     * timestamps and watermarks per partition.
     *
     * @param decoder what makes events of the pipeline's records
     * @param start which part of it to read
     * @param deadlines when events are late
     * @throws IllegalArgumentException where the source cannot be set up as the pipeline says; the
     *     message is one line
     */
    public static DataStream<RowData> events(
            StreamExecutionEnvironment env,
            Pipeline pipeline,
            EventDecoder decoder,
            SourceStart start,
            Deadlines deadlines) {
        return pipeline.source().match(new Streams(env, pipeline, decoder, start, deadlines));
    }

    /**
     * Compares where a run without a savepoint would start with what the archive holds.
     *
     * @param skip whether what is known is passed over, and what is lost is left
     * @return lines for people
     * @throws BadArgumentException where something would be read again, or be left out
     */
    public static List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException, IOException {
        return pipeline.source().match(new Comparisons(pipeline, known, skip)).lines();
    }

    /**
     * The event time, epoch ms, at which the slowest clock of a run goes on that begins with what
     * an archive knows; empty where it knows no event.
     */
    public static OptionalLong slowestClock(SourceSpec source, Known known) {
        return source.match(new SlowestClock(known));
    }

    /** All files have one clock. */
    private record SlowestClock(Known known) implements SourceSpec.Cases<OptionalLong> {

        @Override
        public OptionalLong kafka(SourceSpec.Kafka spec) {
            return known.slowestClock();
        }

        @Override
        public OptionalLong files(SourceSpec.Files spec) {
            return known.seenUntil().stream().mapToLong(until -> until - 1).findFirst();
        }
    }

    /** A comparison that may fail. */
    private interface Comparison {
        List<String> lines() throws BadArgumentException, IOException;
    }

    /** How each kind of source is compared. */
    private record Comparisons(Pipeline pipeline, Known known, boolean skip)
            implements SourceSpec.Cases<Comparison> {

        @Override
        public Comparison kafka(SourceSpec.Kafka spec) {
            return () -> KafkaEvents.compare(pipeline.name(), spec, known, skip);
        }

        @Override
        public Comparison files(SourceSpec.Files spec) {
            return () -> {
                requireThere(spec, spec.watch().isPresent());
                return KnownFiles.compare(spec, known, skip);
            };
        }
    }

    /** What each kind of source brings. */
    private record Streams(
            StreamExecutionEnvironment env,
            Pipeline pipeline,
            EventDecoder decoder,
            SourceStart start,
            Deadlines deadlines)
            implements SourceSpec.Cases<DataStream<RowData>> {

        @Override
        public DataStream<RowData> kafka(SourceSpec.Kafka spec) {
            var source = KafkaEvents.source(pipeline.name(), spec, decoder, start);
            var clocks = clocks(start.skip(), Sources::kafkaSplit);
            return stream(source, new KafkaFailure(spec.onGap()), clocks);
        }

        /** One reader, so that the order of the files is the order of their events. */
        @Override
        public DataStream<RowData> files(SourceSpec.Files spec) {
            requireThere(spec, !start.bounded() && spec.watch().isPresent());
            var watch = start.bounded() ? Optional.<Duration>empty() : spec.watch();
            var known = KnownFiles.nextLines(start.skip());
            var source = new FilesSource(spec.path(), watch, decoder, known);
            if (watch.isEmpty() && !start.resumed() && known.isEmpty()) {
                checkHead(source);
            }
            var clocks = clocks(start.skip(), file -> FilesSource.PARTITION);
            return stream(source, PermanentFailure.NONE, clocks).setParallelism(1);
        }

        private <SplitT extends SourceSplit, EnumT> SingleOutputStreamOperator<RowData> stream(
                Source<RowData, SplitT, EnumT> source,
                PermanentFailure permanent,
                Map<String, Long> clocks) {
            var clocked =
                    new ClockedSource<>(source, decoder.layout(), deadlines, permanent, clocks);
            var watermarks = watermarks(pipeline.events(), source.getBoundedness());
            return env.fromSource(clocked, watermarks, SOURCE).uid(SOURCE);
        }

        /** The clocks that partitions had come to, by the source's names of them. */
        private static Map<String, Long> clocks(
                Known known, Function<Known.Partition, String> names) {
            var clocks = new HashMap<String, Long>();
            known.partitions()
                    .forEach(
                            (partition, ranges) ->
                                    ranges.clock()
                                            .ifPresent(
                                                    clock ->
                                                            clocks.merge(
                                                                    names.apply(partition),
                                                                    clock,
                                                                    Math::max)));
            return clocks;
        }
    }

    private static String kafkaSplit(Known.Partition partition) {
        return KafkaPartitionSplit.toSplitId(
                new TopicPartition(partition.topic(), partition.number()));
    }

    /** Where files go on coming, one that does not fit must not keep a run from starting again. */
    private static void checkHead(FilesSource source) {
        try {
            source.headProblem()
                    .ifPresent(
                            problem -> {
                                throw new IllegalArgumentException("the files source: " + problem);
                            });
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the files source cannot read a file's beginning: " + e.getMessage(), e);
        }
    }

    /**
     * What of a source cannot be found before it runs: a file or a folder.
     *
     * @param bounded whether it is read as far as it goes now, so that there has to be something
     * @return one line; empty where nothing is missing
     */
    public static Optional<String> missing(SourceSpec source, boolean bounded) {
        return source.match(new Missing(bounded));
    }

    /** Of Kafka, the brokers say it. */
    private record Missing(boolean bounded) implements SourceSpec.Cases<Optional<String>> {

        @Override
        public Optional<String> kafka(SourceSpec.Kafka spec) {
            return Optional.empty();
        }

        @Override
        public Optional<String> files(SourceSpec.Files spec) {
            return missing(spec, !bounded && spec.watch().isPresent());
        }
    }

    private static Optional<String> missing(SourceSpec.Files spec, boolean mayBeEmpty) {
        try {
            return FilesSource.missing(spec.path(), mayBeEmpty);
        } catch (IOException e) {
            return Optional.of(
                    "the files source cannot look at %s: %s"
                            .formatted(spec.path(), e.getMessage()));
        }
    }

    /** Said here, it is one line; said by a reader, it is a job that restarts for ever. */
    private static void requireThere(SourceSpec.Files spec, boolean mayBeEmpty) {
        var missing = missing(spec, mayBeEmpty);
        if (missing.isPresent()) {
            throw new IllegalArgumentException(missing.get());
        }
    }

    /**
     * Where there is an end, no partition is idle: it has input left, or it has ended and no longer
     * holds the watermark back.
     */
    private static WatermarkStrategy<RowData> watermarks(Events events, Boundedness boundedness) {
        var strategy = WatermarkStrategy.<RowData>forBoundedOutOfOrderness(events.outOfOrderness());
        return boundedness == Boundedness.BOUNDED
                ? strategy
                : strategy.withIdleness(events.idleTimeout());
    }
}
