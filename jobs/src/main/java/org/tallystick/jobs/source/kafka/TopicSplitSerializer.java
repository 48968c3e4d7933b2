package org.tallystick.jobs.source.kafka;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1000: the topic's name (UTF), its id (UTF, empty if not known), the inner serializer's
 * version (4 bytes), the length of the inner split (4) and the inner split. Versions below are the
 * inner serializer's own, from before topics were told from others of their name.
 */
record TopicSplitSerializer(SimpleVersionedSerializer<KafkaPartitionSplit> inner)
        implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    private static final int VERSION = 1000;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        var name = name(split);
        byte[] bytes = inner.serialize(split);
        var out = new DataOutputSerializer(bytes.length + 64);
        out.writeUTF(name.text());
        out.writeUTF(name.id().orElse(""));
        out.writeInt(inner.getVersion());
        out.writeInt(bytes.length);
        out.write(bytes);
        return out.getCopyOfBuffer();
    }

    private static TopicName name(KafkaPartitionSplit split) {
        return split instanceof TopicSplit known
                ? known.name()
                : TopicName.first(split.getTopic(), Optional.empty());
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version < VERSION) {
            return inner.deserialize(version, serialized);
        }
        if (version > VERSION) {
            throw new IOException("topics of version %d, known is %d".formatted(version, VERSION));
        }
        var in = new DataInputDeserializer(serialized);
        var text = in.readUTF();
        var id = Optional.of(in.readUTF()).filter(known -> !known.isEmpty());
        int innerVersion = in.readInt();
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new TopicSplit(inner.deserialize(innerVersion, bytes), new TopicName(text, id));
    }
}
