package org.tallystick.jobs.source.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.source.EventDecoder;

/**
 * Flink's Kafka source, set up as a pipeline says.
 *
 * <p>What the pipeline does not set: the consumer group is {@code tallystick-<pipeline>}, only
 * committed records are read, and new partitions are looked for once a minute.
 */
final class KafkaEvents {
    private KafkaEvents() {}

    /**
     * @param start which part of the partitions to read; bounded, they end where they end when the
     *     job starts
     * @throws IllegalArgumentException where the pipeline's settings do not do; the message is one
     *     line
     */
    static KafkaLog source(
            String pipeline, SourceSpec.Kafka spec, EventDecoder decoder, SourceStart start) {
        var properties = properties(pipeline, spec);
        var records = new KafkaRecords(decoder);
        var known = new KnownTopics(start.skip());
        var builder =
                subscribed(KafkaSource.<RowData>builder(), spec)
                        .setProperties(properties)
                        .setStartingOffsets(new AfterKnown(rule(spec), known, properties))
                        .setDeserializer(records);
        if (start.bounded()) {
            builder.setBounded(new CommittedEnds(properties));
        }
        var ends =
                start.bounded() && start.resumed()
                        ? KafkaEnds.of(spec)
                        : Map.<TopicPartition, Long>of();
        return new KafkaLog(
                builder.build(), decoder, records, known, spec.onGap(), properties, ends);
    }

    /**
     * Lines for people about partitions that would not be read from where the pipeline says.
     *
     * @param skip whether what is known is passed over, and what is lost is left
     * @throws BadArgumentException where one would be read again, or records be left out
     */
    static List<String> compare(String pipeline, SourceSpec.Kafka spec, Known known, boolean skip)
            throws BadArgumentException {
        return new KnownOffsets(spec, properties(pipeline, spec), known, skip).compare(rule(spec));
    }

    private static OffsetsInitializer rule(SourceSpec.Kafka spec) {
        return spec.start().match(new StartingOffsets());
    }

    private static KafkaSourceBuilder<RowData> subscribed(
            KafkaSourceBuilder<RowData> builder, SourceSpec.Kafka spec) {
        try {
            return spec.pattern().isPresent()
                    ? builder.setTopicPattern(Pattern.compile(spec.pattern().get()))
                    : builder.setTopics(spec.topics());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the topic pattern %s is no regular expression: %s"
                            .formatted(e.getPattern(), e.getDescription()),
                    e);
        }
    }

    private static Properties properties(String pipeline, SourceSpec.Kafka spec) {
        if (!spec.properties().containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "the kafka source has no bootstrap.servers; set it under properties");
        }
        var properties = new Properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "tallystick-" + pipeline);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put("client.id.prefix", "tallystick-" + pipeline);
        properties.put("partition.discovery.interval.ms", "60000");
        properties.putAll(spec.properties());
        return properties;
    }

    private record StartingOffsets() implements Start.Places<OffsetsInitializer> {

        @Override
        @SuppressWarnings("deprecation") // OffsetResetStrategy: the connector asks for this type
        public OffsetsInitializer committed() {
            return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        }

        @Override
        public OffsetsInitializer earliest() {
            return OffsetsInitializer.earliest();
        }

        @Override
        public OffsetsInitializer latest() {
            return OffsetsInitializer.latest();
        }

        @Override
        public OffsetsInitializer at(Instant timestamp) {
            return OffsetsInitializer.timestamp(timestamp.toEpochMilli());
        }
    }
}
