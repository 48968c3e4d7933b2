package org.tallystick.jobs.local.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics that can be used at once. */
public final class KafkaTopics {
    private static final int MAX_ASKING = 10_000;

    private KafkaTopics() {}

    /**
     * Makes a topic and returns when the broker serves all of its partitions.
     *
     * @param bootstrapServers {@code host:port} of the broker
     * @param settings of the topic, such as {@code cleanup.policy}
     * @throws IllegalStateException where the broker refuses
     */
    public static void create(
            String bootstrapServers, String name, int partitions, Map<String, String> settings) {
        try (var admin = admin(bootstrapServers)) {
            var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic.configs(settings))).all().get();
            awaitLeader(admin, name, partitions);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topic " + name, e);
        }
    }

    /**
     * Waits until the broker serves all partitions: a topic counts as made before that. A producer
     * that comes in between can hang until its delivery timeout: its first batch is refused, the
     * second is taken, since the broker knows nothing of the producer yet, and from then on the
     * first is out of order.
     */
    private static void awaitLeader(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        int left = MAX_ASKING;
        while (!isServed(admin, ends, left)) {
            left--;
        }
    }

    /** Other answers than that the topic is unknown are asked again by the client itself. */
    private static boolean isServed(Admin admin, Map<TopicPartition, OffsetSpec> ends, int left)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (left == 0 || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            return false;
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers));
    }
}
