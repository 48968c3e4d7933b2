package org.tallystick.jobs.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.pipeline.SourceSpec.OnGap;

class KafkaFailureTest {
    private final KafkaFailure failures = new KafkaFailure(OnGap.STOP);

    @ParameterizedTest
    @MethodSource
    void aRefusalIsPermanentWhereverItStands(Exception refusal) {
        var line = "kafka source: " + refusal.getClass().getSimpleName() + ": refused";

        assertThat(failures.reason(refusal)).hasValue(line);
        assertThat(failures.reason(new FlinkRuntimeException(new ExecutionException(refusal))))
                .hasValue(line);
    }

    static Stream<Exception> aRefusalIsPermanentWhereverItStands() {
        return Stream.of(
                new SaslAuthenticationException("refused"),
                new SslAuthenticationException("refused"),
                new TopicAuthorizationException("refused"),
                new InvalidTopicException("refused"));
    }

    @Test
    void recordsThatAreGoneEndTheJobUnlessItIsToGoOn() {
        var gone =
                new FlinkRuntimeException(
                        new OffsetOutOfRangeException(Map.of(new TopicPartition("t", 3), 17L)));

        assertThat(failures.reason(gone).orElseThrow())
                .startsWith("kafka source: offsets {t-3=17} are no longer there")
                .contains("on-gap: continue");
        assertThat(new KafkaFailure(OnGap.CONTINUE).reason(gone)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatMayPassIsNot(Exception failure) {
        assertThat(failures.reason(new FlinkRuntimeException(failure))).isEmpty();
    }

    static Stream<Exception> whatMayPassIsNot() {
        return Stream.of(
                new DisconnectException(),
                new TimeoutException("late"),
                new LeaderNotAvailableException("soon"),
                new UnknownTopicOrPartitionException("not yet"),
                new KafkaException("other"));
    }
}
