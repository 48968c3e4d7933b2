package org.tallystick.bench.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.bench.Broker;
import org.tallystick.bench.Clicks;
import org.tallystick.bench.Setup;
import org.tallystick.jobs.local.demo.EmbeddedKafka;

/** A Kafka broker with the topics of the other benchmarks, and one for the cells of each run. */
final class KafkaPlace implements Place {
    private final EmbeddedKafka kafka;
    private final List<String> topics = new ArrayList<>();

    KafkaPlace(Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    }

    @Override
    public Map<String, Object> filled(long events) throws Exception {
        var topic = Broker.topic(kafka, events + " clean " + Clicks.USERS);
        return Map.of(
                "connector",
                "kafka",
                "topic",
                topic,
                "start",
                "earliest",
                "properties",
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "fetch.max.bytes", "52428800",
                        "max.partition.fetch.bytes", "4194304",
                        "max.poll.records", "2000"));
    }

    @Override
    public Map<String, Object> empty() throws Exception {
        var topic = "cells-" + ProcessHandle.current().pid() + "-" + topics.size();
        kafka.createTopic(topic, Setup.PARTITIONS);
        topics.add(topic);
        return Map.of(
                "connector",
                "kafka",
                "topic",
                topic,
                "properties",
                Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @Override
    public long arrived() throws Exception {
        return Broker.size(kafka, topics.get(topics.size() - 1));
    }

    @Override
    public void close() throws Exception {
        try (var admin = kafka.admin()) {
            admin.deleteTopics(topics).all().get();
        }
        kafka.close();
    }
}
