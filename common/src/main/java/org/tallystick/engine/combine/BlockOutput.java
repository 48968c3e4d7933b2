package org.tallystick.engine.combine;

import java.util.function.IntToLongFunction;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Partials;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockWriter;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Sessions;

/** Deals the partials of a table out to buckets: one block for each bucket that has any. */
public final class BlockOutput {
    private final String metric;
    private final long rowDigest;
    private final int buckets;
    private final BlockWriter writer = new BlockWriter();
    private long rows;

    public BlockOutput(BoundMetric metric, int buckets) {
        this.metric = metric.name();
        rowDigest = metric.rowDigest();
        this.buckets = buckets;
    }

    public void write(Slice slice, PartialTable table, SliceTables.Output output) {
        deal(
                table.size(),
                row -> table.keys().hash(row),
                row -> writer.write(table.keys(), row, table.rows(), row),
                (bucket, block) ->
                        output.partials(
                                Partials.slice(
                                        bucket,
                                        metric,
                                        slice.start(),
                                        slice.end(),
                                        slice.from(),
                                        block)));
    }

    /**
     * @param start a time that none of the sessions starts before, epoch ms
     * @param sessions none of which is gone
     */
    public void write(String window, long start, Sessions sessions, SliceTables.Output output) {
        deal(
                sessions.size(),
                row -> sessions.keys().hash(sessions.key(row)),
                row -> write(sessions, row),
                (bucket, block) ->
                        output.partials(Partials.sessions(bucket, metric, window, start, block)));
    }

    private void write(Sessions sessions, int row) {
        writer.write(
                sessions.keys(),
                sessions.key(row),
                sessions.first(row),
                sessions.last(row),
                sessions.rows(),
                row);
    }

    /** Writes one row of what is dealt. */
    private interface RowWriter {
        void write(int row);
    }

    /** Takes a finished block. */
    private interface BlockTaker {
        void take(int bucket, byte[] block);
    }

    /** How many rows were written so far. */
    long rows() {
        return rows;
    }

    private void deal(int rows, IntToLongFunction hash, RowWriter write, BlockTaker to) {
        this.rows += rows;
        if (rows == 1) {
            writer.begin(rowDigest);
            write.write(0);
            to.take(bucket(hash.applyAsLong(0)), writer.end());
        } else if (rows > 1) {
            dealMany(rows, hash, write, to);
        }
    }

    /** A counting sort by bucket. */
    private void dealMany(int rows, IntToLongFunction hash, RowWriter write, BlockTaker to) {
        int[] ends = new int[buckets];
        for (int row = 0; row < rows; row++) {
            ends[bucket(hash.applyAsLong(row))]++;
        }
        for (int bucket = 1; bucket < buckets; bucket++) {
            ends[bucket] += ends[bucket - 1];
        }
        int[] begins = new int[buckets];
        System.arraycopy(ends, 0, begins, 1, buckets - 1);
        int[] next = begins.clone();
        int[] ordered = new int[rows];
        for (int row = 0; row < rows; row++) {
            ordered[next[bucket(hash.applyAsLong(row))]++] = row;
        }
        for (int bucket = 0; bucket < buckets; bucket++) {
            if (begins[bucket] < ends[bucket]) {
                writer.begin(rowDigest);
                for (int i = begins[bucket]; i < ends[bucket]; i++) {
                    write.write(ordered[i]);
                }
                to.take(bucket, writer.end());
            }
        }
    }

    /** By the hash's high bits, so that the low ones still spread the keys of a bucket. */
    private int bucket(long hash) {
        return (int) (((hash >>> 32) * buckets) >>> 32);
    }
}
