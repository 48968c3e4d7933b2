package org.tallystick.jobs.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.json.CellJson;

/**
 * Lets through the cells of which a Kafka producer can make a record, and puts the others aside.
 *
 * <p>It stands before the sink, since one record that is too large ends the producer and all that
 * was sent with it. It has no state: what was put aside is in a file before the checkpoint is
 * complete.
 */
final class FittingCells extends AbstractStreamOperator<Cell>
        implements OneInputStreamOperator<Cell, Cell> {
    /** What a record batch of one record takes beside key and value, and a little more. */
    private static final int OVERHEAD = 128;

    /** A column's name, quotes, or a number. */
    private static final int LONGEST_PLAIN = 128;

    /** Of a text in JSON, a letter at worst. */
    private static final int LONGEST_LETTER = 6;

    private final CellJson json;
    private final RejectedFolder folder;
    private final long largest;
    private transient RejectedCells rejected;

    /**
     * @param largest the producer's {@code max.request.size}
     */
    FittingCells(CellJson json, RejectedFolder folder, long largest) {
        this.json = json;
        this.folder = folder;
        this.largest = largest;
    }

    @Override
    public void open() throws Exception {
        super.open();
        var counter = JobMetrics.counter(getMetricGroup(), JobMetrics.CELLS_REJECTED);
        rejected = new RejectedCells(folder, json, counter);
    }

    @Override
    public void processElement(StreamRecord<Cell> element) throws IOException {
        var cell = element.getValue();
        long bytes = atMost(cell) <= largest ? 0 : bytes(cell);
        if (bytes <= largest) {
            output.collect(element);
        } else {
            rejected.add(
                    cell,
                    "the record would have %,d bytes, max.request.size is %,d"
                            .formatted(bytes, largest));
        }
    }

    /** Most cells are so small that nobody needs to look closely. */
    private static long atMost(Cell cell) {
        return OVERHEAD + 8L * LONGEST_PLAIN + 2 * atMost(cell.keys()) + atMost(cell.values());
    }

    private static long atMost(List<Object> values) {
        long bytes = 0;
        for (var value : values) {
            bytes += LONGEST_PLAIN;
            bytes += value instanceof String text ? (long) LONGEST_LETTER * text.length() : 0;
        }
        return bytes;
    }

    private long bytes(Cell cell) {
        long key = json.identity(cell).getBytes(UTF_8).length;
        long value = cell.retracted() ? 0 : json.line(cell).getBytes(UTF_8).length;
        return OVERHEAD + key + value;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws IOException {
        rejected.flush();
    }

    /** A batch job has no checkpoints. */
    @Override
    public void finish() throws Exception {
        rejected.flush();
        super.finish();
    }
}
