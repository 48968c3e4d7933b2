package org.tallystick.jobs.source.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceSpec.OnGap;

/** Compares where a Kafka source would start with what an archive holds of its partitions. */
final class KnownOffsets {
    /** How long the brokers may take to answer. */
    private static final int PATIENCE_MILLIS = 15_000;

    private static final String WAYS_OUT =
            ": go on with --resume latest, %s with --again skip, or begin another archive with --new-history NAMESPACE";

    private final SourceSpec.Kafka source;
    private final Properties properties;
    private final KnownTopics known;
    private final boolean skip;

    /**
     * @param properties the consumer's, with what the source does not set
     * @param skip whether what is known is passed over, and what is lost is left
     */
    KnownOffsets(SourceSpec.Kafka source, Properties properties, Known known, boolean skip) {
        this.source = source;
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.properties.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
        this.properties.put(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
        this.known = new KnownTopics(known);
        this.skip = skip;
    }

    /**
     * Lines for people about partitions that are not read from where the pipeline says.
     *
     * @throws BadArgumentException where one would be read again, or records be left out
     */
    List<String> compare(OffsetsInitializer rule) throws BadArgumentException {
        var lines = new ArrayList<String>();
        try (var admin = AdminClient.create(properties)) {
            var retriever =
                    new KafkaSourceEnumerator.PartitionOffsetsRetrieverImpl(
                            admin, properties.getProperty(ConsumerConfig.GROUP_ID_CONFIG));
            var topics = TopicIds.of(admin, KafkaEnds.topics(admin, source));
            var partitions = partitions(topics);
            var starts =
                    new TreeMap<TopicPartition, Long>(
                            (a, b) -> a.toString().compareTo(b.toString()));
            starts.putAll(AfterKnown.starts(rule, partitions, retriever));
            for (var each : starts.entrySet()) {
                var id = TopicName.id(topics.get(each.getKey().topic()).topicId());
                compare(each.getKey(), id, each.getValue(), lines);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "kafka source: %s does not answer: %s"
                            .formatted(
                                    properties.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                                    e.getCause().getMessage()),
                    e);
        }
        return lines;
    }

    /** Those of the source that are known; a topic that it no longer reads is nobody's business. */
    private Set<TopicPartition> partitions(Map<String, TopicDescription> topics) {
        var wanted = new HashSet<TopicPartition>();
        for (var each : known.known().partitions().keySet()) {
            var topic = topics.get(each.topic());
            if (topic != null && each.number() < topic.partitions().size()) {
                wanted.add(new TopicPartition(each.topic(), each.number()));
            }
        }
        return wanted;
    }

    private void compare(
            TopicPartition partition, Optional<String> id, long start, List<String> lines)
            throws BadArgumentException {
        var change = known.change(partition, id);
        if (change.isPresent()) {
            if (source.onGap() == OnGap.STOP) {
                throw new BadArgumentException(change.get().refusal());
            }
            lines.add("%s: %s".formatted(partition, change.get().reason()));
            return;
        }
        var ranges = known.ranges(partition, known.name(partition, id));
        if (ranges.next().isEmpty()) {
            return;
        }
        long next = ranges.next().getAsLong();
        if (start < next) {
            refuseUnlessSkipping(
                    "kafka source: the archive holds %s up to offset %d, and this run would read it again from %d"
                            .formatted(partition, next - 1, start),
                    "read only what is new");
            lines.add(
                    "%s is read from offset %d on: what is before it, the archive holds"
                            .formatted(partition, ranges.nextFrom(start)));
        } else if (start > next && holdsRecords(partition, next, start)) {
            refuseUnlessSkipping(
                    "kafka source: the archive holds %s up to offset %d, and this run would start at %d: the records between would be in no result"
                            .formatted(partition, next - 1, start),
                    "leave them out");
            lines.add(
                    "%s is read from offset %d on: the records from %d on before it are left out"
                            .formatted(partition, start, next));
        }
    }

    private void refuseUnlessSkipping(String what, String skipping) throws BadArgumentException {
        if (!skip) {
            throw new BadArgumentException(what + WAYS_OUT.formatted(skipping));
        }
    }

    /** Offsets may stand for marks of transactions, which no reader ever sees. */
    private boolean holdsRecords(TopicPartition partition, long from, long to) {
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).get(partition);
            if (first > from) {
                return true;
            }
            consumer.seek(partition, from);
            while (consumer.position(partition) < to) {
                var records = consumer.poll(Duration.ofSeconds(1)).records(partition);
                if (!records.isEmpty()) {
                    return records.get(0).offset() < to;
                }
            }
            return false;
        }
    }
}
