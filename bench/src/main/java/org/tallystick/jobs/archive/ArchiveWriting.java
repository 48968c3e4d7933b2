package org.tallystick.jobs.archive;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.tallystick.bench.Clicks;
import org.tallystick.bench.LateEvents;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.Formats;

/**
 * What it costs to write a checkpoint's events into data files: ours beside the writer of Iceberg's
 * sink, in turns, in one thread of one process.
 *
 * <p>Arguments: the events of a checkpoint and the turns.
 */
public final class ArchiveWriting {
    private static final int ROWS = 50_000;
    private static final long HOUR = 3_600_000;
    private static final long HEAP = 128L << 20;

    private final EventLayout layout;
    private final GenericRowData[] clicks = new GenericRowData[ROWS];
    private final Table table;
    private final RowOrder order;
    private final RowType type;

    private ArchiveWriting(Path folder) throws Exception {
        var schema = schema();
        layout = new EventLayout(schema.rowType());
        fill(schema);
        var spec =
                new ArchiveSpec(
                        Map.of("type", "hadoop", "warehouse", folder.toUri().toString()), "bench");
        try (var archive = Archive.open(spec, layout)) {
            table = archive.table(ArchiveTable.EVENTS);
            var ours = archive.shape(ArchiveTable.EVENTS).rowType();
            order = RowOrder.of(ours, table.schema());
            type = order.rowType(ours, table.schema());
        }
    }

    private static EventSchema schema() throws Exception {
        try (var avro = Clicks.class.getResourceAsStream("/pipelines/click.avsc")) {
            return EventSchema.parse(new String(avro.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void fill(EventSchema schema) throws Exception {
        var source = new Clicks(LateEvents.CLEAN, 100_000);
        var spec = new SourceSpec.Files("", Optional.empty(), "json", Map.of());
        var times = TimeColumns.of(schema.rowType(), "ts", TimeForm.STANDARD);
        var json = Formats.rows(spec, schema, times, layout.width(), new int[0]);
        json.open();
        var topic = StringData.fromString("clicks");
        for (int i = 0; i < ROWS; i++) {
            source.next();
            var row = json.read(source.json(), null);
            row.setField(layout.topic(), topic);
            row.setField(layout.partition(), 0);
            clicks[i] = row;
        }
    }

    /** Which hour the event of a number is of. */
    @FunctionalInterface
    private interface Hours {
        long of(int number);
    }

    /** Takes rows, and ends in files. */
    private interface Writer {
        void write(RowData row) throws Exception;

        int finish() throws Exception;
    }

    private Writer ours() {
        var files = DataFiles.of(table, type, Optional.of("_time"), HEAP, 0, 0);
        return new Writer() {
            @Override
            public void write(RowData row) throws Exception {
                files.write(row);
            }

            @Override
            public int finish() throws Exception {
                return files.finish().size();
            }
        };
    }

    private Writer icebergs() {
        var factory =
                new RowDataTaskWriterFactory(
                        table, type, 512L << 20, FileFormat.PARQUET, Map.of(), List.of(), false);
        factory.initialize(0, 0);
        var files = factory.create();
        return new Writer() {
            @Override
            public void write(RowData row) throws Exception {
                files.write(row);
            }

            @Override
            public int finish() throws Exception {
                return files.complete().dataFiles().length;
            }
        };
    }

    /** CPU nanoseconds an event, and how many files there were. */
    private double[] measure(Writer writer, Hours hours, int events) throws Exception {
        var toRow = new EventToRow(layout, order);
        var thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        for (int i = 0; i < events; i++) {
            var click = clicks[i % ROWS];
            long time = Clicks.FIRST + hours.of(i) * HOUR + i % HOUR;
            click.setField(layout.offset(), (long) i);
            click.setField(layout.partitionTime(), time);
            click.setField(layout.ingestedAt(), time);
            click.setField(layout.time(), time);
            writer.write(toRow.map(click));
        }
        int files = writer.finish();
        return new double[] {(thread.getCurrentThreadCpuTime() - before) / (double) events, files};
    }

    private void compare(String name, Hours hours, int events, int turns) throws Exception {
        double[] iceberg = new double[turns];
        double[] own = new double[turns];
        double[] files = new double[2];
        for (int turn = -1; turn < turns; turn++) {
            var first = measure(icebergs(), hours, events);
            var second = measure(ours(), hours, events);
            if (turn >= 0) {
                iceberg[turn] = first[0];
                own[turn] = second[0];
                files = new double[] {first[1], second[1]};
            }
        }
        System.out.printf(
                "| %s | %.0f (%.0f - %.0f) | %.0f | %.0f (%.0f - %.0f) | %.0f |%n",
                name,
                median(iceberg),
                iceberg[0],
                iceberg[turns - 1],
                files[0],
                median(own),
                own[0],
                own[turns - 1],
                files[1]);
    }

    /** Sorts them, too. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    public static void main(String[] args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        var folder = Files.createTempDirectory("archive-writing");
        var bench = new ArchiveWriting(folder);
        System.out.println(
                "| hours | Iceberg's, CPU ns an event (least - most) | files | ours | files |");
        System.out.println("|---|--:|--:|--:|--:|");
        bench.compare("one", number -> 0, events, turns);
        bench.compare("two in turns", number -> number % 2, events, turns);
        bench.compare("the next after half", number -> number / (events / 2), events, turns);
        bench.compare("thirty mixed", number -> number * 7L % 30, events, turns);
    }
}
