package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Whether a stream has a reader. */
enum AssignedSerializer implements SimpleVersionedSerializer<Boolean> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Boolean assigned) {
        return new byte[] {(byte) (assigned ? 1 : 0)};
    }

    @Override
    public Boolean deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a stream's enumerator of version " + version);
        }
        return serialized[0] == 1;
    }
}
