package org.tallystick.jobs.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.source.files.FilesConnector;
import org.tallystick.jobs.source.jms.JmsConnector;
import org.tallystick.jobs.source.kafka.KafkaConnector;
import org.tallystick.jobs.source.kinesis.KinesisConnector;
import org.tallystick.jobs.source.rabbitmq.RabbitConnector;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.clock.ClockedSource;

/** What comes in. A new kind of source is a room of its own and a line here. */
public final class Sources {
    private static final List<SourceConnector> ALL =
            List.of(
                    new KafkaConnector(),
                    new KinesisConnector(),
                    new FilesConnector(),
                    new RabbitConnector(),
                    new JmsConnector());

    private static final String SOURCE = "source";

    private Sources() {}

    /** What a pipeline file may say of them, in the order in which to tell them. */
    public static List<SourceWords> words() {
        return ALL.stream().map(SourceConnector::words).toList();
    }

    /**
     * The source that is specified.
     *
     * @throws IllegalArgumentException for one that no connector knows
     */
    public static ConnectedSource of(SourceSpec spec) {
        return ALL.stream()
                .map(connector -> connector.connect(spec))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no connector for " + spec));
    }

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
        var read = of(pipeline.source()).stream(pipeline, decoder, start);
        var clocks = clocks(start.skip(), read.splitIds());
        return events(env, pipeline.events(), read, clocked(read, decoder, deadlines, clocks));
    }

    private static <SplitT extends SourceSplit, EnumT> ClockedSource<SplitT, EnumT> clocked(
            SourceStream<SplitT, EnumT> read,
            EventDecoder decoder,
            Deadlines deadlines,
            Map<String, Long> clocks) {
        return new ClockedSource<>(
                read.source(), decoder.layout(), deadlines, read.permanent(), clocks);
    }

    private static DataStream<RowData> events(
            StreamExecutionEnvironment env,
            Events events,
            SourceStream<?, ?> read,
            ClockedSource<?, ?> clocked) {
        var watermarks = watermarks(events, clocked.getBoundedness());
        var stream = env.fromSource(clocked, watermarks, SOURCE).uid(SOURCE);
        return read.ordered() ? stream.setParallelism(1) : stream;
    }

    /** The clocks that partitions had come to, by the source's names of them. */
    private static Map<String, Long> clocks(Known known, Function<Known.Partition, String> names) {
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

    /**
     * Compares where a run without a savepoint would start with what the archive holds.
     *
     * @param skip whether what is known is passed over, and what is lost is left
     * @return lines for people
     * @throws BadArgumentException where something would be read again, or be left out
     */
    public static List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException, IOException {
        return of(pipeline.source()).compare(pipeline, known, skip);
    }

    /**
     * The event time, epoch ms, at which the slowest clock of a run goes on that begins with what
     * an archive knows; empty where it knows no event.
     */
    public static OptionalLong slowestClock(SourceSpec source, Known known) {
        return of(source).slowestClock(known);
    }

    /**
     * What of a source cannot be found before it runs: a file or a folder.
     *
     * @param bounded whether it is read as far as it goes now, so that there has to be something
     * @return one line; empty where nothing is missing
     */
    public static Optional<String> missing(SourceSpec source, boolean bounded) {
        return of(source).missing(bounded);
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
