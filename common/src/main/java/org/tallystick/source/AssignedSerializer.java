package org.tallystick.source;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The checkpoint of an enumerator that has one split: whether a reader has it. Version 1: one byte,
 * 1 where it has.
 */
public enum AssignedSerializer implements SimpleVersionedSerializer<Boolean> {
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
            throw new IOException(
                    "an enumerator's checkpoint of version " + version + ", known is " + VERSION);
        }
        return serialized[0] == 1;
    }
}
