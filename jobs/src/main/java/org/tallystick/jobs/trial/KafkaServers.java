package org.tallystick.jobs.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Asks Kafka's servers whether they are there. */
public final class KafkaServers {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private KafkaServers() {}

    /**
     * Why a client with these properties would wait for its servers, in one line; empty where one
     * answers, be it with a refusal.
     *
     * @param properties with {@code bootstrap.servers}
     */
    public static Optional<String> unanswered(Map<String, String> properties)
            throws InterruptedException {
        var servers = properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (var closing = new Closing(Admin.create(impatient(properties)))) {
            closing.admin().describeCluster().nodes().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return e.getCause() instanceof TimeoutException
                    ? Optional.of("no Kafka answers at " + servers)
                    : Optional.empty();
        } catch (KafkaException e) {
            var reason = e.getCause() == null ? e : e.getCause();
            return Optional.of("no Kafka can be asked at " + servers + ": " + reason.getMessage());
        }
    }

    private static Map<String, Object> impatient(Map<String, String> properties) {
        var impatient = new HashMap<String, Object>(properties);
        var millis = Long.toString(PATIENCE.toMillis());
        impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        impatient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        return impatient;
    }

    /** An admin client whose end nobody waits for. */
    private record Closing(Admin admin) implements AutoCloseable {

        @Override
        public void close() {
            admin.close(Duration.ZERO);
        }
    }
}
