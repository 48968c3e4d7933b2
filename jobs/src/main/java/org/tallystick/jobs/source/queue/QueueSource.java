package org.tallystick.jobs.source.queue;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.tallystick.flink.JobMetrics;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.ReaderInitialization;

/**
 * Reads a queue with one consumer for each reader.
 *
 * <p>Each message is in the events once, whatever fails, if events have an id of their own; if not,
 * what was read but not acknowledged when a consumer failed is there twice. Order is that of each
 * consumer; messages that come again come later.
 */
final class QueueSource
        implements Source<RowData, QueueSplit, Integer>, ResultTypeQueryable<RowData> {
    private final Queue queue;
    private final PermanentFailure permanent;
    private final EventDecoder decoder;
    private final boolean identified;
    private final boolean bounded;
    private final HashMap<Integer, Long> positions;

    /**
     * @param permanent which failures end the job
     * @param identified whether events have an id of their own
     * @param bounded whether to end when there is nothing more to take
     * @param positions behind which an archive knows no message, by number of the consumer
     */
    QueueSource(
            Queue queue,
            PermanentFailure permanent,
            EventDecoder decoder,
            boolean identified,
            boolean bounded,
            Map<Integer, Long> positions) {
        this.queue = queue;
        this.permanent = permanent;
        this.decoder = decoder;
        this.identified = identified;
        this.bounded = bounded;
        this.positions = new HashMap<>(positions);
    }

    @Override
    public Boundedness getBoundedness() {
        return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, QueueSplit> createReader(SourceReaderContext context)
            throws Exception {
        decoder.open(ReaderInitialization.of(context));
        var consumers = new Consumers(queue, permanent);
        var expected = new ToBeExpected();
        var emitter =
                new QueueEmitter(
                        queue.name(),
                        decoder,
                        identified,
                        InstantSource.system(),
                        expected,
                        JobMetrics.counter(context.metricGroup(), JobMetrics.REDELIVERED));
        return new QueueReader(
                () -> new QueueFetcher(consumers, bounded),
                emitter,
                consumers,
                expected,
                positions,
                context);
    }

    /** Consumers of a new run have numbers, and so positions, that no archive knows. */
    @Override
    public SplitEnumerator<QueueSplit, Integer> createEnumerator(
            SplitEnumeratorContext<QueueSplit> context) {
        int known = positions.keySet().stream().mapToInt(number -> number + 1).max().orElse(0);
        return restoreEnumerator(context, known);
    }

    @Override
    public SplitEnumerator<QueueSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<QueueSplit> context, Integer consumers) {
        return new QueueEnumerator(context, bounded, consumers);
    }

    @Override
    public SimpleVersionedSerializer<QueueSplit> getSplitSerializer() {
        return new QueueSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new ConsumerCountSerializer();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return decoder.rowType();
    }
}
