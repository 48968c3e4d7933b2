package org.tallystick.jobs.sink.print;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.PrintSinkWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Standard output. */
public final class PrintConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new PrintSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof SinkSpec.Print ? Optional.of(new Console()) : Optional.empty();
    }

    private record Console() implements ConnectedSink {

        @Override
        public Sink<Cell> sink(SinkUse use) {
            return new PrintSink(use.json());
        }

        @Override
        public List<Trial> trials(List<BoundMetric> metrics) {
            return List.of(Trial.of("sink print", () -> "standard output"));
        }
    }
}
