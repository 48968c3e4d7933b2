package org.tallystick.jobs.sink.message;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.source.PermanentFailure;
import org.tallystick.text.Secrets;

/**
 * A broker's queue, topic or exchange as a pipeline specifies it.
 *
 * @param permanent which failures end the job
 */
public record MessageConnection(Broker broker, PermanentFailure permanent)
        implements ConnectedSink {

    @Override
    public Sink<Cell> sink(SinkUse use) {
        return new MessageSink(broker, permanent, use.json());
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return List.of(Trial.of("sink " + broker.place(), this::look));
    }

    private String look() throws TrialException {
        try (var publisher = broker.open()) {
            publisher.confirm();
            return "messages can be sent";
        } catch (IOException e) {
            throw new TrialException(
                    permanent
                            .reason(e)
                            .orElseGet(() -> "no answer: " + Secrets.mask(e.toString())));
        }
    }

    @Override
    public Optional<String> unanswered() {
        try (var publisher = broker.open()) {
            return Optional.empty();
        } catch (IOException e) {
            return permanent.reason(e).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            "sink %s: %s".formatted(broker.place(), Secrets.mask(e.toString())));
        }
    }

    @Override
    public boolean isPatient() {
        return true;
    }
}
