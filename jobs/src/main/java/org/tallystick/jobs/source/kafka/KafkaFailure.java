package org.tallystick.jobs.source.kafka;

import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.PermanentFailure;

/**
 * What Kafka refuses for good: who we are, what we may do, or what we ask for; and records that are
 * gone. All else, a broker that is away or a topic that is not there yet among it, may pass.
 *
 * @param onGap what to do about records that are gone: where the job is to go on, a restart finds
 *     out what there is
 */
record KafkaFailure(OnGap onGap) implements PermanentFailure {

    @Override
    public Optional<String> reason(Throwable failure) {
        var gone = ExceptionUtils.findThrowable(failure, OffsetOutOfRangeException.class);
        if (gone.isPresent() && onGap == OnGap.STOP) {
            return Optional.of(
                    LostRecords.refusal("offsets " + gone.get().offsetOutOfRangePartitions()));
        }
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
