package org.tallystick.jobs.source.kinesis;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 1: stream, its time of creation, shard (UTF each); since (optional long); newest sequence
 * number (UTF, empty if none); next and first position handed on (8 bytes each); the anchor's
 * sequence number (UTF, empty if none) and position (8); read to (8); clock (optional long); ended
 * (1). An optional long is whether there is one (1) and the long (8).
 */
enum ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {
    INSTANCE;

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ShardSplit split) throws IOException {
        var out = new DataOutputSerializer(320);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public ShardSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("shards of version %d, known is %d".formatted(version, VERSION));
        }
        return read(new DataInputDeserializer(serialized));
    }

    static void write(ShardSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.shard().stream());
        out.writeUTF(split.shard().created());
        out.writeUTF(split.shard().id());
        var place = split.place();
        write(place.since(), out);
        out.writeUTF(place.last().orElse(""));
        out.writeLong(place.next());
        out.writeLong(place.from());
        out.writeUTF(place.anchor().map(Anchor::sequence).orElse(""));
        out.writeLong(place.anchor().map(Anchor::position).orElse(0L));
        out.writeLong(place.readTo());
        write(split.clock(), out);
        out.writeBoolean(split.ended());
    }

    static ShardSplit read(DataInputView in) throws IOException {
        var shard = new ShardName(in.readUTF(), in.readUTF(), in.readUTF());
        var since = readOptional(in);
        var last = text(in.readUTF());
        long next = in.readLong();
        long from = in.readLong();
        var sequence = text(in.readUTF());
        long position = in.readLong();
        var anchor = sequence.map(known -> new Anchor(position, known));
        var place = new ShardPlace(since, last, next, from, anchor, in.readLong());
        return new ShardSplit(shard, place, readOptional(in), in.readBoolean());
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static void write(OptionalLong value, DataOutputView out) throws IOException {
        out.writeBoolean(value.isPresent());
        out.writeLong(value.orElse(0));
    }

    static OptionalLong readOptional(DataInputView in) throws IOException {
        boolean present = in.readBoolean();
        long value = in.readLong();
        return present ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
