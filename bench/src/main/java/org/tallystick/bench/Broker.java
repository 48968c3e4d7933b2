package org.tallystick.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tallystick.jobs.local.demo.EmbeddedKafka;

/**
 * A Kafka broker in a process of its own, until its standard input ends: {@code FOLDER}. For each
 * line {@code EVENTS clean|late|often-late USERS} that it reads it makes the topic of that name
 * with these events, unless it is there, and prints {@code TOPIC BOOTSTRAP}.
 */
public final class Broker {
    private Broker() {}

    /** The entry point. */
    public static void main(String[] args) throws Exception {
        try (var kafka = EmbeddedKafka.start(Path.of(args[0]));
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(topic(kafka, line) + " " + kafka.bootstrapServers());
            }
        }
        System.exit(0);
    }

    /**
     * The topic with the events that {@code line} asks for; it is made if it is not there.
     *
     * @param line {@code EVENTS clean|late|often-late USERS}
     */
    public static String topic(EmbeddedKafka kafka, String line) throws Exception {
        var words = line.split(" ");
        long events = Long.parseLong(words[0]);
        var topic = "clicks-" + String.join("-", words);
        if (!topics(kafka).contains(topic)) {
            kafka.createTopic(topic, Setup.PARTITIONS);
        }
        if (size(kafka, topic) == 0) {
            fill(
                    kafka,
                    topic,
                    events,
                    new Clicks(LateEvents.of(words[1]), Integer.parseInt(words[2])));
        }
        if (size(kafka, topic) != events) {
            throw new IllegalStateException(topic + " is not whole: remove the broker's folder");
        }
        return topic;
    }

    private static Set<String> topics(EmbeddedKafka kafka)
            throws ExecutionException, InterruptedException {
        try (var admin = kafka.admin()) {
            return admin.listTopics().names().get();
        }
    }

    /** How many records a topic of {@link Setup#PARTITIONS} has. */
    public static long size(EmbeddedKafka kafka, String topic)
            throws ExecutionException, InterruptedException {
        long size = 0;
        try (var admin = kafka.admin()) {
            for (int i = 0; i < Setup.PARTITIONS; i++) {
                var partition = new TopicPartition(topic, i);
                var end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()));
                size += end.partitionResult(partition).get().offset();
            }
        }
        return size;
    }

    private static void fill(EmbeddedKafka kafka, String topic, long events, Clicks clicks)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "compression.type", "lz4",
                        "linger.ms", "50",
                        "batch.size", "262144");
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<?> last = null;
            for (long i = 0; i < events; i++) {
                clicks.next();
                int partition = clicks.user() % Setup.PARTITIONS;
                last = producer.send(new ProducerRecord<>(topic, partition, null, clicks.json()));
            }
            producer.flush();
            last.get(); // of the others, the topic's size tells
        }
    }
}
