package org.tallystick.jobs.sink.http;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.jobs.sink.connector.UnusableSinkException;
import org.tallystick.json.CellJson;

/**
 * Keeps a database that takes lines over HTTP equal to the cells that are published.
 *
 * <p>Nothing goes on before the server has taken what was sent: where it is slow, the job is. For a
 * server that is away it tries again, and then restarts.
 *
 * @param rejected where cells go that the database refuses for themselves
 */
public record LineSink(HttpServer server, LineFormat format, CellJson json, RejectedFolder rejected)
        implements Sink<Cell> {
    private static final Logger LOG = LoggerFactory.getLogger(LineSink.class);

    /**
     * Prepares the database from where the job is submitted, if it can be reached from there: what
     * is wrong with it is then said before anything runs.
     *
     * @throws UnusableSinkException one line, where a table, a right or a password will not do
     */
    public void prepareAhead() {
        try {
            format.prepare(server.once().open());
        } catch (RefusedCallException e) {
            throw new UnusableSinkException(e.getMessage(), e);
        } catch (IOException e) {
            LOG.warn("It is prepared when the job starts: {}", e.getMessage());
        }
    }

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) throws IOException {
        return writer(JobMetrics.counter(context.metricGroup(), JobMetrics.CELLS_REJECTED));
    }

    SinkWriter<Cell> writer(Counter refused) throws IOException {
        var session = server.open();
        try {
            format.prepare(session);
        } catch (RefusedCallException e) {
            throw permanent(e);
        }
        return new LineWriter(session, format, json, new RejectedCells(rejected, json, refused));
    }

    /** What ends the job: the server's words are in the line. */
    static SuppressRestartsException permanent(RefusedCallException refusal) {
        var failure = new IOException(refusal.getMessage());
        failure.addSuppressed(refusal);
        return new SuppressRestartsException(failure);
    }
}
