package org.tallystick.jobs.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.ClockedSource;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.FilesSource;

/** What comes in. */
public final class Sources {
    private static final String SOURCE = "source";

    private Sources() {}

    /**
     * The pipeline's events and rejects, as rows of {@link EventLayout}, with their event times as
     * timestamps and watermarks per partition.
     *
     * @param decoder what makes events of the pipeline's records
     * @param bounded whether to end where the source ends now
     * @throws IllegalArgumentException where the source cannot be set up as the pipeline says; the
     *     message is one line
     */
    public static DataStream<RowData> events(
            StreamExecutionEnvironment env,
            Pipeline pipeline,
            EventDecoder decoder,
            boolean bounded) {
        var source = pipeline.source();
        if (source instanceof SourceSpec.Kafka kafka) {
            var records = KafkaEvents.source(pipeline.name(), kafka, decoder, bounded);
            return stream(env, pipeline.events(), records, decoder.layout());
        }
        return files(env, pipeline.events(), (SourceSpec.Files) source, decoder, bounded);
    }

    /** One reader, so that the order of the files is the order of their events. */
    private static DataStream<RowData> files(
            StreamExecutionEnvironment env,
            Events events,
            SourceSpec.Files spec,
            EventDecoder decoder,
            boolean bounded) {
        requireExists(new Path(spec.path()));
        var watch = bounded ? Optional.<Duration>empty() : spec.watch();
        var lines = new FilesSource(spec.path(), watch, decoder);
        return stream(env, events, lines, decoder.layout()).setParallelism(1);
    }

    /** Said here, it is one line; said by a reader, it is a job that restarts for ever. */
    private static void requireExists(Path path) {
        try {
            if (!path.getFileSystem().exists(path)) {
                throw new IllegalArgumentException(
                        "the files source has no file or folder " + path);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the files source cannot look at %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static <SplitT extends SourceSplit, EnumT> SingleOutputStreamOperator<RowData> stream(
            StreamExecutionEnvironment env,
            Events events,
            Source<RowData, SplitT, EnumT> source,
            EventLayout layout) {
        var clocked = new ClockedSource<>(source, layout);
        return env.fromSource(clocked, watermarks(events, source.getBoundedness()), SOURCE)
                .uid(SOURCE);
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
