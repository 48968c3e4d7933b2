package org.tallystick.jobs.source.kinesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: when the stream was created (UTF); how many shards have ended (4 bytes), each its id
 * (UTF) and clock; how many are assigned (4), each its id (UTF); how many wait (4), each a split as
 * {@link ShardSplitSerializer} of version 1 has it.
 */
enum ShardsKnownSerializer implements SimpleVersionedSerializer<ShardsKnown> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ShardsKnown known) throws IOException {
        var out = new DataOutputSerializer(1024);
        out.writeUTF(known.created());
        out.writeInt(known.ended().size());
        for (var each : known.ended().entrySet()) {
            out.writeUTF(each.getKey());
            ShardSplitSerializer.write(each.getValue(), out);
        }
        out.writeInt(known.assigned().size());
        for (var each : known.assigned()) {
            out.writeUTF(each);
        }
        out.writeInt(known.waiting().size());
        for (var each : known.waiting()) {
            ShardSplitSerializer.write(each, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ShardsKnown deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("shards of version %d, known is %d".formatted(version, VERSION));
        }
        var in = new DataInputDeserializer(serialized);
        var created = in.readUTF();
        var ended = new LinkedHashMap<String, OptionalLong>();
        for (int i = in.readInt(); i > 0; i--) {
            ended.put(in.readUTF(), ShardSplitSerializer.readOptional(in));
        }
        var assigned = new HashSet<String>();
        for (int i = in.readInt(); i > 0; i--) {
            assigned.add(in.readUTF());
        }
        var waiting = new ArrayList<ShardSplit>();
        for (int i = in.readInt(); i > 0; i--) {
            waiting.add(ShardSplitSerializer.read(in));
        }
        return new ShardsKnown(created, ended, assigned, waiting);
    }
}
