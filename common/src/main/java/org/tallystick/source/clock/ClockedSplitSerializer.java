package org.tallystick.source.clock;

import java.io.IOException;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: whether there is a clock (1 byte), the clock (8), the inner serializer's version (4),
 * the length of the inner split (4) and the inner split.
 */
final class ClockedSplitSerializer<SplitT extends SourceSplit>
        implements SimpleVersionedSerializer<ClockedSplit<SplitT>> {
    private static final int VERSION = 1;

    private final SimpleVersionedSerializer<SplitT> inner;

    ClockedSplitSerializer(SimpleVersionedSerializer<SplitT> inner) {
        this.inner = inner;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ClockedSplit<SplitT> split) throws IOException {
        byte[] bytes = inner.serialize(split.inner());
        var out = new DataOutputSerializer(bytes.length + 17);
        out.writeBoolean(split.clock().isPresent());
        out.writeLong(split.clock().orElse(0));
        out.writeInt(inner.getVersion());
        out.writeInt(bytes.length);
        out.write(bytes);
        return out.getCopyOfBuffer();
    }

    @Override
    public ClockedSplit<SplitT> deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "partition clocks of version " + version + ", known is " + VERSION);
        }
        var in = new DataInputDeserializer(serialized);
        boolean present = in.readBoolean();
        long clock = in.readLong();
        int innerVersion = in.readInt();
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new ClockedSplit<>(
                inner.deserialize(innerVersion, bytes),
                present ? OptionalLong.of(clock) : OptionalLong.empty());
    }
}
