package org.tallystick.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kafka topic as a sink. */
public final class KafkaSinkWords implements SinkWords {
    static final Key<String> TOPIC =
            Key.of("topic", Kinds.TEXT, "The topic that results are written to").required();

    static final Key<Boolean> TRANSACTIONAL =
            Key.of(
                            "transactional",
                            Words.of("true", true, "false", false),
                            "Whether records become visible only with the checkpoint")
                    .or("false");

    static final Key<Map<String, String>> PRODUCER =
            Key.of(
                    "properties",
                    new Texts(KafkaSourceWords.CLIENT.known(), List.of()),
                    "Those of the Kafka producer; servers are the source's if absent");

    private static final Shape SHAPE =
            Shape.of(
                    "A Kafka topic: upserts, and tombstones for retractions",
                    TOPIC,
                    TRANSACTIONAL,
                    PRODUCER,
                    RejectedCellsKey.KEY);

    @Override
    public String connector() {
        return "kafka";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        boolean transactional = section.getOrStandard(TRANSACTIONAL);
        var rejectedCells = section.getOrStandard(RejectedCellsKey.KEY);
        var properties = new HashMap<>(section.get(PRODUCER).orElse(Map.of()));
        servers(around.source())
                .ifPresent(servers -> properties.putIfAbsent(KafkaSourceWords.SERVERS, servers));
        if (around.source().filter(source -> !(source instanceof SourceSpec.Kafka)).isPresent()) {
            requireServers(section);
        }
        return section.get(TOPIC)
                .map(topic -> new SinkSpec.Kafka(topic, transactional, properties, rejectedCells));
    }

    /** The servers that events come from, if they come from Kafka. */
    private static Optional<String> servers(Optional<SourceSpec> source) {
        return source.filter(SourceSpec.Kafka.class::isInstance)
                .map(SourceSpec.Kafka.class::cast)
                .map(kafka -> kafka.properties().get(KafkaSourceWords.SERVERS));
    }

    private static void requireServers(Section section) {
        var properties = section.value(PRODUCER);
        if (properties.isEmpty()) {
            section.problem(KafkaSourceWords.NO_CLIENT);
        }
        properties.ifPresent(KafkaSourceWords.CLIENT::checkNeeded);
    }
}
