package org.tallystick.source.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: how many files are done (4 bytes), their names in order; whether there is a current
 * file (1), and if so its name, line (8) and position (8). A name is its length (4) and UTF-8.
 */
final class FilesSplitSerializer implements SimpleVersionedSerializer<FilesSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FilesSplit split) throws IOException {
        var out = new DataOutputSerializer(64);
        out.writeInt(split.done().size());
        for (String name : new TreeSet<>(split.done())) {
            writeName(name, out);
        }
        out.writeBoolean(split.current().isPresent());
        if (split.current().isPresent()) {
            var place = split.current().get();
            writeName(place.name(), out);
            out.writeLong(place.line());
            out.writeLong(place.position());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FilesSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("file positions of version " + version + ", known is " + VERSION);
        }
        var in = new DataInputDeserializer(serialized);
        var done = new HashSet<String>();
        for (int left = in.readInt(); left > 0; left--) {
            done.add(readName(in));
        }
        return new FilesSplit(done, in.readBoolean() ? Optional.of(place(in)) : Optional.empty());
    }

    private static FilesSplit.Place place(DataInputDeserializer in) throws IOException {
        return new FilesSplit.Place(readName(in), in.readLong(), in.readLong());
    }

    private static void writeName(String name, DataOutputSerializer out) throws IOException {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readName(DataInputDeserializer in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
