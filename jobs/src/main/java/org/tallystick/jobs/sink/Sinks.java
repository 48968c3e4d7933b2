package org.tallystick.jobs.sink;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.sink.files.FilesConnector;
import org.tallystick.jobs.sink.influxdb.InfluxConnector;
import org.tallystick.jobs.sink.jdbc.JdbcConnector;
import org.tallystick.jobs.sink.jms.JmsConnector;
import org.tallystick.jobs.sink.kafka.KafkaConnector;
import org.tallystick.jobs.sink.kinesis.KinesisConnector;
import org.tallystick.jobs.sink.print.PrintConnector;
import org.tallystick.jobs.sink.questdb.QuestDbConnector;
import org.tallystick.jobs.sink.rabbitmq.RabbitConnector;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/**
 * Publishes cells where a pipeline says. A new kind of sink is a room of its own and a line here.
 *
 * <p>All versions of a cell must come in their order through one subtask: so the sinks take the
 * parallelism of the cells and no shuffle stands before them.
 */
public final class Sinks {
    private static final List<SinkConnector> ALL =
            List.of(
                    new KafkaConnector(),
                    new KinesisConnector(),
                    new JdbcConnector(),
                    new RabbitConnector(),
                    new JmsConnector(),
                    new QuestDbConnector(),
                    new InfluxConnector(),
                    new FilesConnector(),
                    new PrintConnector());

    private Sinks() {}

    /** What a pipeline file may say of them, in the order in which to tell them. */
    public static List<SinkWords> words() {
        return ALL.stream().map(SinkConnector::words).toList();
    }

    /**
     * The sink that is specified.
     *
     * @throws IllegalArgumentException for one that no connector knows
     */
    public static ConnectedSink of(SinkSpec spec) {
        return ALL.stream()
                .map(connector -> connector.connect(spec))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no connector for " + spec));
    }

    /**
     * Writes {@code cells} to one sink.
     *
     * <p>{@code run} names who writes: the same at every restart of a job, another for every job
     * that may run beside it.
     *
     * @param metrics the layouts of all metrics that cells may be of
     * @param run pipeline and kind of run, such as {@code flights-live}; letters, digits, dashes
     * @param uid address of the sink's state in savepoints
     * @throws IllegalArgumentException where the sink cannot be made of what was specified
     */
    public static DataStreamSink<Cell> write(
            DataStream<Cell> cells,
            SinkSpec spec,
            List<BoundMetric> metrics,
            String run,
            String uid) {
        var use = new SinkUse(metrics, run, uid, isBatch(cells));
        var connected = of(spec);
        var sink = connected.sink(use);
        return connected.fitting(cells, use).sinkTo(sink).uid(uid).name(uid);
    }

    /**
     * The same in a batch job, and something to wait for: a stream without records, which ends when
     * the sink has taken and committed all.
     */
    public static DataStream<?> writeToEnd(
            DataStream<Cell> cells,
            SinkSpec spec,
            List<BoundMetric> metrics,
            String run,
            String uid) {
        var use = new SinkUse(metrics, run, uid, isBatch(cells));
        var connected = of(spec);
        var sink = connected.sink(use);
        return AwaitedSink.of(connected.fitting(cells, use), sink, uid);
    }

    private static boolean isBatch(DataStream<Cell> cells) {
        var mode =
                cells.getExecutionEnvironment()
                        .getConfiguration()
                        .get(ExecutionOptions.RUNTIME_MODE);
        return mode == RuntimeExecutionMode.BATCH;
    }
}
