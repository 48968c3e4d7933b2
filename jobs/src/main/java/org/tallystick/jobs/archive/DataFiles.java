package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalSerializers;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;

/**
 * Writes rows into data files of a table, with a bound on the heap and on the files that are open
 * at once, whatever hours the rows are of.
 *
 * <p>An open Parquet file takes a megabyte and more before its first row. So the rows of an hour
 * are held as bytes until there is a mebibyte of them; only then the hour gets a file of its own,
 * which stays open for the rows to come. Live events, of one hour or two, thus go straight to a
 * file. Where more hours are that large than files may be open, a file that got nothing since the
 * next hour began is ended; else rows are held until the heap's share is used up, and are then
 * written, hour by hour.
 *
 * <p>What is left in the end is written by the hour if there are at most 64 hours. Else an hour
 * that has less than a mebibyte goes into the file of its day, a day that has less into that of its
 * month, and so on. The number of files thus is in proportion to the data: at most one for each
 * mebibyte of rows, and a few for what is left.
 */
final class DataFiles implements AutoCloseable {
    private final DataFileWriters writers;
    private final TypeSerializer<RowData> serializer;
    private final RowHours rowHours;

    /** What files may be of, from the shortest span on. */
    private final List<Level> levels;

    private final WriteLimits limits;
    private final DataOutputSerializer scratch = new DataOutputSerializer(512);
    private final Map<Long, Hour> hours = new HashMap<>();
    private final List<Hour> open = new ArrayList<>();

    /** The hour of the row before: mostly that of the next one, too. */
    private Hour last;

    private long heldBytes;
    private long rows;

    private DataFiles(
            DataFileWriters writers,
            TypeSerializer<RowData> serializer,
            RowHours rowHours,
            List<Level> levels,
            WriteLimits limits) {
        this.writers = writers;
        this.serializer = serializer;
        this.rowHours = rowHours;
        this.levels = levels;
        this.limits = limits;
    }

    /**
     * Files of the table as it is now; columns that it gains later are not written.
     *
     * @param rows the Flink type of the rows, columns in the table's order
     * @param timeColumn the timestamp by which the table is partitioned, null in no row; none for a
     *     table without partitions
     * @param heapBytes what rows and open files may take: 128 MiB are plenty
     * @param subtask of the writing operator, in the files' names
     * @param attempt of the subtask, in the files' names
     */
    static DataFiles of(
            Table table,
            RowType rows,
            Optional<String> timeColumn,
            long heapBytes,
            int subtask,
            long attempt) {
        return of(table, rows, timeColumn, WriteLimits.of(table, heapBytes), subtask, attempt);
    }

    /** The same, with limits as they are given. */
    static DataFiles of(
            Table table,
            RowType rows,
            Optional<String> timeColumn,
            WriteLimits limits,
            int subtask,
            long attempt) {
        return new DataFiles(
                new DataFileWriters(table, rows, subtask, attempt),
                InternalSerializers.create(rows),
                RowHours.of(rows, timeColumn),
                levels(table, timeColumn),
                limits);
    }

    /** Those from the table's default on: whoever made that the day wants no file of an hour. */
    private static List<Level> levels(Table table, Optional<String> timeColumn) {
        if (timeColumn.isEmpty()) {
            return List.of(new Level(FileSpan.ALL, table.spec()));
        }
        var levels = new ArrayList<Level>();
        for (var span : FileSpan.values()) {
            if (span.isOf(table.spec(), timeColumn.get())) {
                levels.clear();
            }
            span.spec(table, timeColumn.get()).ifPresent(spec -> levels.add(new Level(span, spec)));
        }
        return List.copyOf(levels);
    }

    /**
     * Takes a row, which the caller may reuse afterwards.
     *
     * @throws IOException where a file cannot be written
     */
    void write(RowData row) throws IOException {
        long hour = rowHours.of(row);
        if (last == null || last.number != hour) {
            last = hours.computeIfAbsent(hour, this::begin);
        }
        last.lastRow = rows++;
        if (last.file == null) {
            hold(last, row);
        } else {
            last.file.write(row);
        }
    }

    private Hour begin(long number) {
        heldBytes += HeldRows.OVERHEAD;
        return new Hour(number, rows);
    }

    private void hold(Hour hour, RowData row) throws IOException {
        heldBytes += hour.held.add(row, serializer, scratch);
        if (hour.held.bytes() >= limits.ownFile() && mayOpen(hour)) {
            hour.file = writers.open(levels.get(0).spec, levels.get(0).span.partition(hour.number));
            open.add(hour);
            drain(hour, hour.file);
        } else if (heldBytes > limits.held()) {
            relieve();
        }
    }

    /** Ends the file that has waited longest, if it has got nothing since {@code hour} began. */
    private boolean mayOpen(Hour hour) throws IOException {
        if (open.size() < limits.open()) {
            return true;
        }
        var idle = Collections.min(open, Comparator.comparingLong(each -> each.lastRow));
        if (idle.lastRow >= hour.firstRow) {
            return false;
        }
        end(idle);
        return true;
    }

    private void end(Hour hour) throws IOException {
        hour.file.close();
        open.remove(hour);
        forget(hour);
    }

    private void forget(Hour hour) {
        hours.remove(hour.number);
        last = null;
    }

    /** Writes what has a file's size; and all that is held, if that does not free half of it. */
    private void relieve() throws IOException {
        var small = writeLarge(levels.get(0), held());
        if (heldBytes > limits.held() / 2) {
            writeAll(small);
        }
    }

    private List<Hour> held() {
        return hours.values().stream()
                .filter(hour -> hour.file == null)
                .sorted(Comparator.comparingLong(hour -> hour.number))
                .toList();
    }

    private void writeAll(List<Hour> held) throws IOException {
        var left = held;
        for (var level : levels) {
            left = writeLarge(level, left);
        }
    }

    /** Writes a file for each partition that has enough rows; all that are left for the last. */
    private List<Hour> writeLarge(Level level, List<Hour> held) throws IOException {
        boolean any = level.equals(levels.get(levels.size() - 1));
        var partitions =
                held.stream()
                        .collect(
                                Collectors.groupingBy(
                                        hour -> level.span.partition(hour.number),
                                        TreeMap::new,
                                        Collectors.toList()));
        var small = new ArrayList<Hour>();
        for (var partition : partitions.values()) {
            long bytes = partition.stream().mapToLong(hour -> hour.held.bytes()).sum();
            if (any || bytes >= limits.ownFile()) {
                writeFile(level, partition);
            } else {
                small.addAll(partition);
            }
        }
        return small;
    }

    private void writeFile(Level level, List<Hour> partition) throws IOException {
        var file = writers.open(level.spec, level.span.partition(partition.get(0).number));
        for (var hour : partition) {
            drain(hour, file);
            forget(hour);
        }
        file.close();
    }

    private void drain(Hour hour, DataFileWriters.FileOfPartition file) throws IOException {
        hour.held.forEach(serializer, file::write);
        heldBytes -= hour.held.heapBytes();
        hour.held = null;
    }

    /**
     * Ends all files. Rows may come afterwards; they go into new ones.
     *
     * @return the files of all rows since the last call, for the caller to commit or to delete
     * @throws IOException where a file cannot be written; only {@link #close} can follow
     */
    List<DataFile> finish() throws IOException {
        for (var hour : List.copyOf(open)) {
            end(hour);
        }
        var held = held();
        if (held.size() > limits.fewHours()) {
            writeAll(held);
        } else {
            for (var hour : held) {
                writeFile(levels.get(0), List.of(hour));
            }
        }
        return writers.handOut();
    }

    /** Closes what is open and deletes the files that {@link #finish} has not handed out. */
    @Override
    public void close() {
        writers.close();
    }

    /** What the rows that are held take of the heap. */
    long heldBytes() {
        return heldBytes;
    }

    /** How many files are open for more rows to come. */
    int open() {
        return open.size();
    }

    /** A span, and the table's spec for it. */
    private record Level(FileSpan span, PartitionSpec spec) {}

    /** An hour that has rows: either held or in a file that is open. */
    private static final class Hour {
        private final long number;
        private final long firstRow;
        private HeldRows held = new HeldRows();
        private DataFileWriters.FileOfPartition file;
        private long lastRow;

        /**
         * @param number since 1970
         * @param firstRow number of the row with which it begins
         */
        Hour(long number, long firstRow) {
            this.number = number;
            this.firstRow = firstRow;
        }
    }
}
