package org.tallystick.jobs.source;

import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.tallystick.source.PermanentFailure;

/**
 * What Kafka refuses for good: who we are, what we may do, or what we ask for. All else, a broker
 * that is away or a topic that is not there yet among it, may pass.
 */
final class KafkaFailure implements PermanentFailure {

    @Override
    public Optional<String> reason(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, KafkaFailure::isRefusal)
                .map(
                        refusal ->
                                "kafka source: %s: %s"
                                        .formatted(
                                                refusal.getClass().getSimpleName(),
                                                refusal.getMessage()));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || failure instanceof InvalidTopicException;
    }
}
