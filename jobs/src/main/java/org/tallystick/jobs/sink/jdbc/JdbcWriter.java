package org.tallystick.jobs.sink.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.CellKey;
import org.tallystick.jobs.sink.connector.PoisonSearch;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.json.CellJson;

/**
 * Collects cells and writes them in one transaction, {@value #BATCH} at a time and at every
 * checkpoint.
 *
 * <p>Of several versions of a cell in one batch only the newest is written, so a batch touches each
 * row once; and it goes through the rows in the order of their keys, so that two writers wait for
 * each other instead of locking each other out.
 *
 * <p>A cell whose row the table refuses is put aside, and the others are written.
 */
final class JdbcWriter implements SinkWriter<Cell> {
    static final int BATCH = 500;

    private final JdbcSession session;
    private final Map<String, JdbcTable> tables;
    private final int longestKey;
    private final CellJson json;
    private final RejectedCells rejected;
    private final TreeMap<RowKey, Cell> pending = new TreeMap<>();
    private final PoisonSearch<Map.Entry<RowKey, Cell>> rows;
    private int cells;

    JdbcWriter(
            JdbcSession session,
            Map<String, JdbcTable> tables,
            CellJson json,
            RejectedCells rejected) {
        this.session = session;
        this.tables = tables;
        this.longestKey = session.dialect().longestKey();
        this.json = json;
        this.rejected = rejected;
        rows = new PoisonSearch<>(this::tryRows, Map.Entry::getValue, BATCH, rejected);
    }

    @Override
    public void write(Cell cell, Context context) throws IOException {
        var key = new RowKey(cell.metric(), CellKey.of(json.identity(cell), longestKey));
        pending.merge(key, cell, JdbcWriter::newer);
        cells++;
        if (cells >= BATCH) {
            flush(false);
        }
    }

    private static Cell newer(Cell before, Cell now) {
        return now.version().compareTo(before.version()) >= 0 ? now : before;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (cells > 0) {
            rows.write(List.copyOf(pending.entrySet()));
        }
        pending.clear();
        cells = 0;
        rejected.flush();
    }

    private Optional<PoisonSearch.Refusal> tryRows(List<Map.Entry<RowKey, Cell>> some)
            throws IOException {
        var byTable = byTable(some);
        var what = String.join(", ", byTable.keySet());
        return session.tryRows(what, connection -> write(byTable, connection))
                .map(
                        refusal ->
                                new PoisonSearch.Refusal(
                                        refusal.getMessage(), session.permanent(what, refusal)));
    }

    private static Map<String, Map<String, Cell>> byTable(List<Map.Entry<RowKey, Cell>> rows) {
        var byTable = new TreeMap<String, Map<String, Cell>>();
        for (var row : rows) {
            byTable.computeIfAbsent(row.getKey().table, table -> new TreeMap<>())
                    .put(row.getKey().key, row.getValue());
        }
        return byTable;
    }

    private void write(Map<String, Map<String, Cell>> byTable, Connection connection)
            throws SQLException {
        for (var entry : byTable.entrySet()) {
            tables.get(entry.getKey()).write(entry.getValue(), connection);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }

    /** A table and the primary key of one of its rows. */
    private record RowKey(String table, String key) implements Comparable<RowKey> {
        private static final Comparator<RowKey> ORDER =
                Comparator.comparing(RowKey::table).thenComparing(RowKey::key);

        @Override
        public int compareTo(RowKey other) {
            return ORDER.compare(this, other);
        }
    }
}
