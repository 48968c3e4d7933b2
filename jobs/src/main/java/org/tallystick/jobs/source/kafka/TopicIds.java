package org.tallystick.jobs.source.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks what topics there are now, on one connection. */
final class TopicIds implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 15_000;

    private final Admin admin;

    /**
     * @param consumer the properties of a consumer
     */
    TopicIds(Properties consumer) {
        var properties = new Properties();
        properties.putAll(consumer);
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE_MILLIS));
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE_MILLIS / 2));
        admin = Admin.create(properties);
    }

    Admin admin() {
        return admin;
    }

    /** Those of these topics that are there. */
    Map<String, TopicDescription> of(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        return of(admin, topics);
    }

    static Map<String, TopicDescription> of(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        var there = new HashMap<String, TopicDescription>();
        var answers = admin.describeTopics(Set.copyOf(topics)).topicNameValues();
        for (var each : answers.entrySet()) {
            try {
                there.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return there;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
