package org.tallystick.jobs.sink.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.jobs.sink.connector.UnusableSinkException;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;

/**
 * Keeps one table a metric equal to the cells that are published.
 *
 * <p>A sink of our own over {@code java.sql}: Flink's JDBC connector has one statement a sink, but
 * a cell's upserts and deletes must reach the database in their order, and a cell's table depends
 * on its metric. All versions of a cell come in their order through one subtask. What can never be
 * written ends the job, but for single cells, which are put aside; for a server that is away it
 * tries again, and then restarts.
 */
final class JdbcSink implements Sink<Cell> {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSink.class);

    private final JdbcConnection connection;
    private final HashMap<String, JdbcTable> tables;
    private final CellJson json;
    private final RejectedFolder rejected;

    private JdbcSink(
            JdbcConnection connection,
            Map<String, JdbcTable> tables,
            CellJson json,
            RejectedFolder rejected) {
        this.connection = connection;
        this.tables = new HashMap<>(tables);
        this.json = json;
        this.rejected = rejected;
    }

    /**
     * @throws IllegalArgumentException for a URL of no database that is known, or a column that
     *     each table has
     */
    static JdbcSink of(SinkSpec.Jdbc spec, List<BoundMetric> metrics, RejectedFolder rejected) {
        var connection = JdbcConnection.to(spec.url(), Map.copyOf(spec.properties()));
        var tables = new HashMap<String, JdbcTable>();
        for (var metric : metrics) {
            var table = JdbcTable.of(metric, connection.dialect(), spec.hypertable());
            tables.put(metric.name(), table);
        }
        return new JdbcSink(connection, tables, new CellJson(metrics), rejected);
    }

    /**
     * Prepares the tables from where the job is submitted, if the database can be reached from
     * there: what is wrong with them is then said before anything runs.
     *
     * @throws UnusableSinkException one line, where a table, a right or a password will not do
     */
    void prepareAhead() {
        try {
            prepareOnce(connection.once());
        } catch (IOException | SQLException e) {
            LOG.warn("The tables are prepared when the job starts: {}", e.getMessage());
        }
    }

    private void prepareOnce(JdbcConnection settings) throws IOException, SQLException {
        try (var session = settings.open()) {
            prepare(session);
        } catch (SuppressRestartsException e) {
            throw new UnusableSinkException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Makes the tables that are not there and checks the others. */
    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) throws IOException {
        return writer(JobMetrics.counter(context.metricGroup(), JobMetrics.CELLS_REJECTED));
    }

    SinkWriter<Cell> writer(Counter refused) throws IOException {
        var session = connection.open();
        prepare(session);
        return new JdbcWriter(session, tables, json, new RejectedCells(rejected, json, refused));
    }

    private void prepare(JdbcSession session) throws IOException {
        for (var table : tables.values()) {
            session.run(table.name(), table::prepare);
        }
    }
}
