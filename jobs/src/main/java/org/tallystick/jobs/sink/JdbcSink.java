package org.tallystick.jobs.sink;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;

/**
 * Keeps one PostgreSQL table a metric equal to the cells that are published.
 *
 * <p>A sink of our own over {@code java.sql}: Flink's JDBC connector has one statement a sink, but
 * a cell's upserts and deletes must reach the database in their order, and a cell's table depends
 * on its metric. All versions of a cell come in their order through one subtask, so what is written
 * last stands. Revisions say nothing here: how many there are depends on how late events came
 * together, and after a failure they may be fewer.
 */
final class JdbcSink implements Sink<Cell> {
    private final JdbcConnection connection;
    private final HashMap<String, JdbcTable> tables;
    private final CellJson json;

    private JdbcSink(JdbcConnection connection, Map<String, JdbcTable> tables, CellJson json) {
        this.connection = connection;
        this.tables = new HashMap<>(tables);
        this.json = json;
    }

    /**
     * @throws IllegalArgumentException for a URL that is not PostgreSQL's, or a column that each
     *     table has
     */
    static JdbcSink of(SinkSpec.Jdbc spec, List<BoundMetric> metrics) {
        var tables = new HashMap<String, JdbcTable>();
        for (var metric : metrics) {
            tables.put(metric.name(), JdbcTable.of(metric));
        }
        var connection = JdbcConnection.to(spec.url(), Map.copyOf(spec.properties()));
        return new JdbcSink(connection, tables, new CellJson(metrics));
    }

    /** Makes the tables that are not there and checks the others. */
    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) throws IOException {
        var session = connection.open();
        for (var table : tables.values()) {
            session.run(table.name(), table::prepare);
        }
        return new JdbcWriter(session, tables, json);
    }
}
