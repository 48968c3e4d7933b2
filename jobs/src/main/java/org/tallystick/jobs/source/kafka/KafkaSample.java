package org.tallystick.jobs.source.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;

/**
 * Reads some records of a pipeline's topics as they are now: an equal share of each partition, one
 * partition after another, so that the same topic gives the same sample.
 *
 * <p>It begins where the pipeline does; with {@code committed} at the earliest record, and with
 * {@code latest} so far before the end that there is a share to read. It belongs to no consumer
 * group and commits nothing.
 */
public final class KafkaSample {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final SourceSpec.Kafka spec;

    KafkaSample(SourceSpec.Kafka spec) {
        this.spec = spec;
    }

    /**
     * Reads the values of records as they stand in topics.
     *
     * @param limit how many records at most
     * @param values takes them, null for one without
     * @throws TrialException one line, where they cannot be read
     */
    public static void values(SourceSpec.Kafka source, long limit, Consumer<byte[]> values)
            throws Exception {
        new KafkaSample(source).read(limit, record -> values.accept(record.value()));
    }

    /**
     * @param limit how many records at most
     * @param records takes them, those of a partition in their order
     * @return whether there are more
     * @throws TrialException one line, where they cannot be read
     */
    boolean read(long limit, Consumer<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        requireTopics();
        var ends = KafkaEnds.of(spec);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties())) {
            var stretches = stretches(consumer, ends, limit);
            long left = limit;
            boolean more = false;
            int partitions = stretches.size();
            for (var stretch : stretches) {
                // What a short partition leaves of its share goes to the longer ones behind it.
                long share = (left + partitions - 1) / partitions--;
                long read = read(consumer, stretch, share, records);
                left -= read;
                more |= read == share && consumer.position(stretch.partition()) < stretch.end();
            }
            return more;
        }
    }

    private void requireTopics() throws Exception {
        try (var kafka = new KafkaTrial(spec.properties())) {
            var topics =
                    spec.pattern().isEmpty()
                            ? spec.topics()
                            : List.copyOf(kafka.matching(Pattern.compile(spec.pattern().get())));
            kafka.look(topics, AclOperation.READ);
        }
    }

    /** A part of a partition, from one offset to before another. */
    private record Stretch(TopicPartition partition, long from, long end) {}

    /** Of every partition, the shortest first. */
    private List<Stretch> stretches(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, long limit) {
        var starts = spec.start().match(new Starts(consumer, ends, limit));
        return ends.entrySet().stream()
                .map(each -> new Stretch(each.getKey(), starts.get(each.getKey()), each.getValue()))
                .sorted(
                        Comparator.comparingLong((Stretch each) -> each.end() - each.from())
                                .thenComparing(each -> each.partition().topic())
                                .thenComparing(each -> each.partition().partition()))
                .toList();
    }

    private static long read(
            KafkaConsumer<byte[], byte[]> consumer,
            Stretch stretch,
            long share,
            Consumer<ConsumerRecord<byte[], byte[]>> records) {
        consumer.assign(List.of(stretch.partition()));
        consumer.seek(stretch.partition(), stretch.from());
        long read = 0;
        while (read < share && consumer.position(stretch.partition()) < stretch.end()) {
            for (var record : consumer.poll(POLL)) {
                if (read == share || record.offset() >= stretch.end()) {
                    consumer.seek(stretch.partition(), record.offset());
                    return read;
                }
                records.accept(record);
                read++;
            }
        }
        return read;
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>(spec.properties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /** Where to begin in each partition. */
    private record Starts(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, long limit)
            implements SourceSpec.Start.Places<Map<TopicPartition, Long>> {

        @Override
        public Map<TopicPartition, Long> committed() {
            return earliest();
        }

        @Override
        public Map<TopicPartition, Long> earliest() {
            return consumer.beginningOffsets(ends.keySet());
        }

        @Override
        public Map<TopicPartition, Long> latest() {
            var earliest = earliest();
            long share = Math.max(1, limit / Math.max(1, ends.size()));
            return map(it -> Math.max(earliest.get(it), ends.get(it) - share));
        }

        @Override
        public Map<TopicPartition, Long> at(Instant timestamp) {
            var found = consumer.offsetsForTimes(map(it -> timestamp.toEpochMilli()));
            return map(it -> offset(found.get(it), ends.get(it)));
        }

        private static long offset(OffsetAndTimestamp found, long otherwise) {
            return found == null ? otherwise : found.offset();
        }

        private Map<TopicPartition, Long> map(Function<TopicPartition, Long> value) {
            return ends.keySet().stream()
                    .collect(
                            Collectors.toMap(
                                    it -> it, value, (one, other) -> one, LinkedHashMap::new));
        }
    }
}
