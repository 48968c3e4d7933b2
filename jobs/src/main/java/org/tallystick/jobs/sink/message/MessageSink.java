package org.tallystick.jobs.sink.message;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;
import org.tallystick.source.PermanentFailure;

/**
 * Sends cells to a broker, at least once.
 *
 * @param permanent which failures end the job
 */
record MessageSink(Broker broker, PermanentFailure permanent, CellJson json) implements Sink<Cell> {

    @Override
    public SinkWriter<Cell> createWriter(WriterInitContext context) {
        return new MessageWriter(new Resending(broker, permanent), json);
    }
}
