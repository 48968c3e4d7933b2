package org.tallystick.jobs.source.kafka;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.jobs.trial.KafkaServers;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.OutsideJobs;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/** Kafka topics as a pipeline specifies them. */
record Topics(SourceSpec.Kafka spec) implements ConnectedSource {

    @Override
    public SourceStream<?, ?> stream(Pipeline pipeline, EventDecoder decoder, SourceStart start) {
        return new SourceStream<>(
                KafkaEvents.source(pipeline.name(), spec, decoder, start),
                new KafkaFailure(spec.onGap()),
                Topics::split,
                false);
    }

    private static String split(Known.Partition partition) {
        return KafkaPartitionSplit.toSplitId(
                new TopicPartition(partition.topic(), partition.number()));
    }

    @Override
    public List<String> compare(Pipeline pipeline, Known known, boolean skip)
            throws BadArgumentException {
        return KafkaEvents.compare(pipeline.name(), spec, known, skip);
    }

    @Override
    public Optional<String> unanswered() throws InterruptedException {
        return KafkaServers.unanswered(spec.properties());
    }

    @Override
    public Trial trial() {
        return Trial.of(
                "source " + spec,
                () -> {
                    try (var kafka = new KafkaTrial(spec.properties())) {
                        return look(kafka);
                    }
                });
    }

    private String look(KafkaTrial kafka) throws Exception {
        if (spec.pattern().isEmpty()) {
            return kafka.look(spec.topics(), AclOperation.READ);
        }
        var topics = kafka.matching(Pattern.compile(spec.pattern().get()));
        return topics.isEmpty()
                ? "no topic matches yet"
                : topics.size() + " topic(s), " + kafka.look(topics, AclOperation.READ);
    }

    @Override
    public boolean sample(EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws Exception {
        var kafka = new KafkaRecords(decoder);
        kafka.open(new OutsideJobs());
        return new KafkaSample(spec).read(limit, each -> records.accept(kafka.raw(each)));
    }

    /** The job's group stays where it is. */
    @Override
    public SourceSpec beside() {
        var properties = new HashMap<>(spec.properties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        boolean atTheGroup = spec.start() instanceof SourceSpec.Start.Committed;
        return new SourceSpec.Kafka(
                spec.topics(),
                spec.pattern(),
                atTheGroup ? new SourceSpec.Start.Earliest() : spec.start(),
                spec.onGap(),
                spec.carried(),
                spec.format(),
                spec.formatOptions(),
                properties);
    }

    @Override
    public Optional<Problem> readsOutputOf(SinkSpec sink) {
        return sink instanceof SinkSpec.Kafka kafka && reads(kafka)
                ? Optional.of(
                        new Problem(
                                "topic",
                                "the source reads this topic, so that results would come in as events",
                                Optional.of("name it otherwise, or read fewer topics")))
                : Optional.empty();
    }

    private boolean reads(SinkSpec.Kafka sink) {
        boolean named =
                spec.topics().contains(sink.topic())
                        || spec.pattern().filter(sink.topic()::matches).isPresent();
        var servers = servers(spec.properties());
        servers.retainAll(servers(sink.properties()));
        return named && !servers.isEmpty();
    }

    private static Set<String> servers(Map<String, String> properties) {
        var servers = properties.getOrDefault(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "");
        return new HashSet<>(Arrays.asList(servers.strip().split("\\s*,\\s*")));
    }
}
