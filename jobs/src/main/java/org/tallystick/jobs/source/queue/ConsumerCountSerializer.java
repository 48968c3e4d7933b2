package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** How many consumers of a queue there have been. */
final class ConsumerCountSerializer implements SimpleVersionedSerializer<Integer> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Integer consumers) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(consumers).array();
    }

    @Override
    public Integer deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("consumers of a queue of version " + version);
        }
        return ByteBuffer.wrap(serialized).getInt();
    }
}
