package org.tallystick.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.local.demo.KafkaTopics;

/**
 * A topic as a test uses it.
 *
 * @param brokers {@code host:port}
 */
public record Topic(String brokers, String name) {

    static Topic make(EmbeddedKafka kafka, String name, int partitions) {
        return make(kafka.bootstrapServers(), name, partitions);
    }

    public static Topic make(String brokers, String name, int partitions) {
        KafkaTopics.create(brokers, name, partitions, Map.of());
        return new Topic(brokers, name);
    }

    public Map<String, String> servers() {
        return Map.of("bootstrap.servers", brokers);
    }

    /** Appends to the partitions, and returns when the broker has it all. */
    public void append(Map<Integer, List<byte[]>> values) throws Exception {
        Map<String, Object> settings = new HashMap<>(servers());
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<java.util.concurrent.Future<?>>();
            values.forEach(
                    (partition, records) ->
                            records.forEach(
                                    value ->
                                            sent.add(
                                                    producer.send(
                                                            new ProducerRecord<>(
                                                                    name, partition, null,
                                                                    value)))));
            for (var each : sent) {
                each.get();
            }
        }
    }

    /** Appends records with keys and headers, and returns when the broker has them. */
    void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> settings = new HashMap<>(servers());
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        }
    }

    /** Deletes it, and makes another of its name. */
    void makeAnew(int partitions) throws Exception {
        try (var admin = AdminClient.create(new HashMap<String, Object>(servers()))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
        KafkaTopics.create(brokers, name, partitions, Map.of());
    }

    /** What Kafka tells it by from others of its name. */
    String id() throws Exception {
        try (var admin = AdminClient.create(new HashMap<String, Object>(servers()))) {
            var described = admin.describeTopics(List.of(name)).allTopicNames().get();
            return described.get(name).topicId().toString();
        }
    }

    /** Removes what lies before these offsets, as retention does. */
    void remove(Map<Integer, Long> before) throws Exception {
        var offsets = new HashMap<TopicPartition, RecordsToDelete>();
        before.forEach(
                (partition, offset) ->
                        offsets.put(
                                new TopicPartition(name, partition),
                                RecordsToDelete.beforeOffset(offset)));
        try (var admin = AdminClient.create(new HashMap<String, Object>(servers()))) {
            admin.deleteRecords(offsets).all().get();
        }
    }

    /** Whether a consumer group has committed these offsets. */
    public boolean isReadTo(String group, Map<Integer, Long> offsets) throws Exception {
        return committed(group).entrySet().containsAll(offsets.entrySet());
    }

    /** What a consumer group has committed, by partition. */
    Map<Integer, Long> committed(String group) throws Exception {
        try (var admin = AdminClient.create(new HashMap<String, Object>(servers()))) {
            var committed = new TreeMap<Integer, Long>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach(
                            (at, offset) -> {
                                if (at.topic().equals(name)) {
                                    committed.put(at.partition(), offset.offset());
                                }
                            });
            return committed;
        }
    }

    /** All that is committed in partition 0. */
    public List<ConsumerRecord<String, String>> committed() {
        Map<String, Object> settings = new HashMap<>(servers());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        var partition = new TopicPartition(name, 0);
        var records = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }
}
