package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.tallystick.event.EventLayout;

/** A table of events with a number and a text each, whose files are counted. */
final class EventsTable {
    private static final String IN_MEMORY = "jdbc:sqlite:file:%s?mode=memory&cache=shared";
    private static final Namespace NAMESPACE = Namespace.of("test");
    private static final EventLayout LAYOUT =
            new EventLayout(
                    new RowType(
                            List.of(
                                    new RowType.RowField("id", new BigIntType()),
                                    new RowType.RowField(
                                            "text", new VarCharType(VarCharType.MAX_LENGTH)))));

    private final CountedFiles files = new CountedFiles();
    private final Table table;
    private final RowType rows;
    private final RowOrder order;

    /** An event; its time in epoch ms. */
    record Event(long id, String text, long time) {}

    EventsTable() {
        var catalog = new JdbcCatalog(properties -> files, null, true);
        catalog.initialize(
                "test", Map.of("uri", IN_MEMORY.formatted(UUID.randomUUID()), "warehouse", "/w"));
        var maker = new TableMaker(catalog, NAMESPACE);
        maker.ensureNamespace();
        var shape = ArchiveTable.events(LAYOUT);
        table = maker.ensure(shape);
        order = RowOrder.of(shape.rowType(), table.schema());
        rows = order.rowType(shape.rowType(), table.schema());
    }

    Table table() {
        return table;
    }

    CountedFiles files() {
        return files;
    }

    DataFiles writer(WriteLimits limits) {
        return DataFiles.of(table, rows, Optional.of("_time"), limits, 0, 0);
    }

    DataFiles writer(long heapBytes) {
        return DataFiles.of(table, rows, Optional.of("_time"), heapBytes, 0, 0);
    }

    RowData row(Event event) {
        var time = TimestampData.fromEpochMillis(event.time);
        return order.row(
                event.id,
                StringData.fromString(event.text),
                StringData.fromString("topic"),
                0,
                event.id,
                time,
                time,
                time);
    }

    /** The same object for every event, as operators with object reuse have it. */
    RowData reused(GenericRowData row, Event event) {
        var filled = (GenericRowData) row(event);
        for (int i = 0; i < filled.getArity(); i++) {
            row.setField(i, filled.getField(i));
        }
        return row;
    }

    int arity() {
        return rows.getFieldCount();
    }

    void commit(List<DataFile> written) {
        var append = table.newAppend();
        written.forEach(append::appendFile);
        append.commit();
    }

    /** What a scan of a range gives, by Iceberg's own reader. */
    List<Event> read(TimeRange range) throws IOException {
        var events = new ArrayList<Event>();
        try (var records = IcebergGenerics.read(table).where(range.contains("_time")).build()) {
            for (var each : records) {
                var time = (OffsetDateTime) each.getField("_time");
                events.add(
                        new Event(
                                (Long) each.getField("id"),
                                (String) each.getField("text"),
                                time.toInstant().toEpochMilli()));
            }
        }
        return events;
    }

    /** How many files a scan of a range opens. */
    int planned(TimeRange range) throws IOException {
        int planned = 0;
        try (var scan = table.newScan().filter(range.contains("_time")).planFiles()) {
            for (var iterator = scan.iterator(); iterator.hasNext(); iterator.next()) {
                planned++;
            }
        }
        return planned;
    }
}
