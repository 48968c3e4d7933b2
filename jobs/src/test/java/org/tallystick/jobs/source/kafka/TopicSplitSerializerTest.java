package org.tallystick.jobs.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicSplitSerializerTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 3);
    private static final TopicName ANEW = TopicName.anew("t", "id-2");

    private final TopicSplitSerializer serializer =
            new TopicSplitSerializer(new KafkaPartitionSplitSerializer());

    @Test
    void aSplitComesBackWithItsTopic() throws IOException {
        var split = new TopicSplit(new KafkaPartitionSplit(PARTITION, 17, 20), ANEW);

        var read = read(serializer, split);

        assertThat(read).isEqualTo(split);
        assertThat(read.name()).isEqualTo(ANEW);
        assertThat(ANEW.text()).isEqualTo("t@id-2");
    }

    @Test
    void oneWithoutATopicIsOfTheFirstOfItsName() throws IOException {
        var read = read(serializer, new KafkaPartitionSplit(PARTITION, 17));

        assertThat(read.name()).isEqualTo(TopicName.first("t", Optional.empty()));
    }

    @Test
    void whatWasWrittenBeforeTopicsWereToldApartIsRead() throws IOException {
        var old = new KafkaPartitionSplitSerializer();
        var split = new KafkaPartitionSplit(PARTITION, 17);

        assertThat(serializer.deserialize(old.getVersion(), old.serialize(split))).isEqualTo(split);
    }

    @Test
    void anEndThatIsGivenWhereThereIsNoneLeavesTheTopicAlone() throws IOException {
        var ending =
                new TopicSplitSerializer(
                        new EndingSplits(
                                new KafkaPartitionSplitSerializer(), Map.of(PARTITION, 30L)));

        var read = read(ending, new TopicSplit(new KafkaPartitionSplit(PARTITION, 17), ANEW));

        assertThat(read.getStoppingOffset()).hasValue(30L);
        assertThat(read.name()).isEqualTo(ANEW);
    }

    private static TopicSplit read(TopicSplitSerializer serializer, KafkaPartitionSplit split)
            throws IOException {
        var bytes = serializer.serialize(split);
        return (TopicSplit) serializer.deserialize(serializer.getVersion(), bytes);
    }
}
