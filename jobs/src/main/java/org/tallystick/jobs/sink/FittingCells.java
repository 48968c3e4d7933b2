package org.tallystick.jobs.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.json.CellJson;

/**
 * Lets through the cells of which a Kafka producer can make a record, and puts the others aside.
 *
 * <p>It stands before the sink, since one record that is too large ends the producer and all that
 * was sent with it. It has no state: what was put aside is in a file before the checkpoint is
 * complete.
 */
final class FittingCells extends ProcessFunction<Cell, Cell> implements CheckpointedFunction {
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
    public void open(OpenContext context) {
        var counter =
                JobMetrics.counter(getRuntimeContext().getMetricGroup(), JobMetrics.CELLS_REJECTED);
        rejected = new RejectedCells(folder, json, counter);
    }

    @Override
    public void processElement(Cell cell, Context context, Collector<Cell> out) throws IOException {
        long bytes = atMost(cell) <= largest ? 0 : bytes(cell);
        if (bytes <= largest) {
            out.collect(cell);
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
    public void snapshotState(FunctionSnapshotContext context) throws IOException {
        rejected.flush();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    /** A batch job has no checkpoints. */
    @Override
    public void close() throws IOException {
        if (rejected != null) {
            rejected.flush();
        }
    }
}
