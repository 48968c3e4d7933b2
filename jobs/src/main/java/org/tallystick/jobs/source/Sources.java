package org.tallystick.jobs.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.configuration.StateRecoveryOptions;
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
import org.tallystick.source.PermanentFailure;

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
        return pipeline.source().match(new Streams(env, pipeline, decoder, bounded));
    }

    /** What each kind of source brings. */
    private record Streams(
            StreamExecutionEnvironment env,
            Pipeline pipeline,
            EventDecoder decoder,
            boolean bounded)
            implements SourceSpec.Cases<DataStream<RowData>> {

        @Override
        public DataStream<RowData> kafka(SourceSpec.Kafka spec) {
            var source = KafkaEvents.source(pipeline.name(), spec, decoder, bounded);
            boolean resumed =
                    env.getConfiguration()
                            .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                            .isPresent();
            return bounded && resumed
                    ? stream(new EndingSource(source, KafkaEnds.of(spec)), new KafkaFailure())
                    : stream(source, new KafkaFailure());
        }

        /** One reader, so that the order of the files is the order of their events. */
        @Override
        public DataStream<RowData> files(SourceSpec.Files spec) {
            requireExists(new Path(spec.path()));
            var watch = bounded ? Optional.<Duration>empty() : spec.watch();
            return stream(new FilesSource(spec.path(), watch, decoder), PermanentFailure.NONE)
                    .setParallelism(1);
        }

        private <SplitT extends SourceSplit, EnumT> SingleOutputStreamOperator<RowData> stream(
                Source<RowData, SplitT, EnumT> source, PermanentFailure permanent) {
            var clocked = new ClockedSource<>(source, decoder.layout(), permanent);
            var watermarks = watermarks(pipeline.events(), source.getBoundedness());
            return env.fromSource(clocked, watermarks, SOURCE).uid(SOURCE);
        }
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
