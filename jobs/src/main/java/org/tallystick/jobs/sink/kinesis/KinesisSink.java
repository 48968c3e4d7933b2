package org.tallystick.jobs.sink.kinesis;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.Cell;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.jobs.sink.connector.RejectedCells;
import org.tallystick.jobs.sink.connector.RejectedFolder;
import org.tallystick.json.CellJson;

/** Writes cells to a Kinesis stream. */
final class KinesisSink implements Sink<Cell> {
    private final String stream;
    private final KinesisService service;
    private final CellJson json;
    private final RejectedFolder rejected;

    KinesisSink(String stream, KinesisService service, CellJson json, RejectedFolder rejected) {
        this.stream = stream;
        this.service = service;
        this.json = json;
        this.rejected = rejected;
    }

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) {
        var refused = JobMetrics.counter(context.metricGroup(), JobMetrics.CELLS_REJECTED);
        var client = service.client();
        return new KinesisWriter(
                json,
                new PutQueue(new StreamPuts(client, stream), TimeUnit.MILLISECONDS::sleep),
                new RejectedCells(rejected, json, refused),
                client);
    }
}
