package org.tallystick.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;

/** {@code poll} over all partitions; {@code send}, and a look at what became of each. */
final class KafkaLoop implements Client {
    private static final Duration LONG = Duration.ofSeconds(10);

    @Override
    public void read(Place place, long events, Tally tally) {
        try (var consumer =
                new KafkaConsumer<>(
                        place.properties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(place.text("topic")).stream()
                            .map(each -> new TopicPartition(each.topic(), each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (tally.records() < events) {
                consumer.poll(LONG).forEach(record -> tally.add());
            }
        }
    }

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        var json = new CellJson(plan.metrics());
        var records =
                cells.stream()
                        .map(
                                cell ->
                                        new ProducerRecord<>(
                                                place.text("topic"),
                                                json.identity(cell).getBytes(UTF_8),
                                                json.line(cell).getBytes(UTF_8)))
                        .toList();
        return tally -> write(place, records, tally);
    }

    private static void write(
            Place place, List<ProducerRecord<byte[], byte[]>> records, Tally tally)
            throws Exception {
        var sent = new ArrayList<Future<?>>(records.size());
        try (var producer =
                new KafkaProducer<>(
                        place.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                tally.add();
                sent.add(producer.send(record));
            }
            producer.flush();
        }
        for (var each : sent) {
            each.get();
        }
    }
}
