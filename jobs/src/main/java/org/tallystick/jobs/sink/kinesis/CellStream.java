package org.tallystick.jobs.sink.kinesis;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import software.amazon.awssdk.core.exception.SdkException;

/** A stream of cells. */
record CellStream(KinesisCells spec) implements ConnectedSink {

    @Override
    public Sink<Cell> sink(SinkUse use) {
        var rejected = use.rejected(spec.rejectedCells(), spec.target());
        return new KinesisSink(spec.stream(), spec.service(), use.json(), rejected);
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return List.of(Trial.of("sink " + spec, this::look));
    }

    private String look() throws TrialException {
        try (var client = spec.service().client()) {
            var summary =
                    client.describeStreamSummary(each -> each.streamName(spec.stream()))
                            .streamDescriptionSummary();
            return summary.openShardCount() + " open shard(s)";
        } catch (SdkException e) {
            throw new TrialException(
                    KinesisAnswer.refusal(e).orElseGet(() -> KinesisAnswer.firstLine(e)));
        }
    }

    @Override
    public Optional<String> unanswered() {
        return KinesisAnswer.unanswered(spec.service(), spec.stream());
    }

    @Override
    public boolean isPatient() {
        return true;
    }
}
