package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The stream, the next offset, and when the message before it was written. */
enum StreamSplitSerializer implements SimpleVersionedSerializer<StreamSplit> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StreamSplit split) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(split.stream());
            out.writeLong(split.place().next());
            out.writeLong(split.place().written());
        }
        return bytes.toByteArray();
    }

    @Override
    public StreamSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a stream's split of version " + version + ", not " + VERSION);
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(serialized))) {
            return new StreamSplit(in.readUTF(), new StreamPlace(in.readLong(), in.readLong()));
        }
    }
}
