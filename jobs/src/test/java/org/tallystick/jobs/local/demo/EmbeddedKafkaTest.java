package org.tallystick.jobs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @TempDir Path folder;

    @Test
    void keepsWhatWasWrittenThroughARestart() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder)) {
            kafka.createTopic("sticks", 2);
            write(kafka, Map.of(), "one", "two");
            assertThat(read(kafka, 2)).containsExactly("one", "two");
        }
        try (var kafka = EmbeddedKafka.start(folder)) {
            assertThat(read(kafka, 2)).containsExactly("one", "two");
        }
    }

    @Test
    void committedTransactionsAreSeenAndAbortedOnesAreNot() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder)) {
            kafka.createTopic("sticks", 1);
            try (var producer = producer(kafka, Map.of("transactional.id", "test"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("sticks", 0, "", "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("sticks", 0, "", "committed")).get();
                producer.commitTransaction();
            }
            assertThat(read(kafka, 1)).containsExactly("committed");
        }
    }

    private static void write(EmbeddedKafka kafka, Map<String, Object> more, String... values)
            throws Exception {
        try (var producer = producer(kafka, more)) {
            for (String value : values) {
                producer.send(new ProducerRecord<>("sticks", 0, "", value)).get();
            }
        }
    }

    private static KafkaProducer<String, String> producer(
            EmbeddedKafka kafka, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("sticks", 0)));
            while (values.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(each -> values.add(each.value()));
            }
        }
        return values;
    }
}
