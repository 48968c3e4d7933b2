package org.tallystick.jobs.sink;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;

/**
 * Collects cells and writes them in one transaction, {@value #BATCH} at a time and at every
 * checkpoint.
 *
 * <p>Of several versions of a cell in one batch only the newest is written, so a batch touches each
 * row once; and it goes through the rows in the order of their keys, so that two writers wait for
 * each other instead of locking each other out.
 */
final class JdbcWriter implements SinkWriter<Cell> {
    static final int BATCH = 500;

    private final JdbcSession session;
    private final Map<String, JdbcTable> tables;
    private final CellJson json;
    private final Map<String, TreeMap<String, Cell>> pending = new TreeMap<>();
    private int cells;

    JdbcWriter(JdbcSession session, Map<String, JdbcTable> tables, CellJson json) {
        this.session = session;
        this.tables = tables;
        this.json = json;
    }

    @Override
    public void write(Cell cell, Context context) throws IOException {
        pending.computeIfAbsent(cell.metric(), metric -> new TreeMap<>())
                .merge(JdbcTable.key(json.identity(cell)), cell, JdbcWriter::newer);
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
            session.run(String.join(", ", pending.keySet()), this::writePending);
        }
        pending.clear();
        cells = 0;
    }

    private void writePending(Connection connection) throws SQLException {
        for (var entry : pending.entrySet()) {
            tables.get(entry.getKey()).write(entry.getValue(), connection);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
