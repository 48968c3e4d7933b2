package org.tallystick.source.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 2: how many bytes the names of the files that are done take (4), and these, deflated: how
 * many names (4), and of each in their order how many bytes it has in common with the one before
 * (4), how many others (4), and the others; so that a hundred thousand numbered files take little.
 * Then whether there is a current file (1), and if so its place; and how many ends there are (4),
 * and of each its place, the length (8), and whether it is cut short (1). A place is a name, line
 * (8) and position (8). A name is its length (4) and UTF-8.
 *
 * <p>Version 1: how many files are done (4), their names; the current file as in version 2.
 */
final class FilesSplitSerializer implements SimpleVersionedSerializer<FilesSplit> {
    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FilesSplit split) throws IOException {
        var out = new DataOutputSerializer(64);
        var names = packed(split.done());
        out.writeInt(names.length);
        out.write(names);
        out.writeBoolean(split.current().isPresent());
        if (split.current().isPresent()) {
            writePlace(split.current().get(), out);
        }
        out.writeInt(split.ends().size());
        for (var end : split.ends()) {
            writePlace(end.place(), out);
            out.writeLong(end.length());
            out.writeBoolean(end.cutShort());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public FilesSplit deserialize(int version, byte[] serialized) throws IOException {
        var in = new DataInputDeserializer(serialized);
        return switch (version) {
            case 1 -> new FilesSplit(plainNames(in), current(in), List.of());
            case 2 -> new FilesSplit(packedNames(in), current(in), ends(in));
            default ->
                    throw new IOException(
                            "file positions of version %d, known are 1 to %d"
                                    .formatted(version, VERSION));
        };
    }

    private static byte[] packed(Set<String> names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeInt(names.size());
            var before = new byte[0];
            for (var name : names.stream().sorted(NaturalOrder.OF_NAMES).toList()) {
                var next = name.getBytes(StandardCharsets.UTF_8);
                int common = Arrays.mismatch(before, next);
                common = common < 0 ? next.length : common;
                out.writeInt(common);
                out.writeInt(next.length - common);
                out.write(next, common, next.length - common);
                before = next;
            }
        }
        return bytes.toByteArray();
    }

    private static Set<String> packedNames(DataInputDeserializer outer) throws IOException {
        var packed = new byte[outer.readInt()];
        outer.readFully(packed);
        var names = new HashSet<String>();
        var stream = new InflaterInputStream(new ByteArrayInputStream(packed));
        try (var in = new DataInputStream(stream)) {
            var before = new byte[0];
            for (int left = in.readInt(); left > 0; left--) {
                int common = in.readInt();
                before = Arrays.copyOf(before, common + in.readInt());
                in.readFully(before, common, before.length - common);
                names.add(new String(before, StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    private static Set<String> plainNames(DataInputDeserializer in) throws IOException {
        var names = new HashSet<String>();
        for (int left = in.readInt(); left > 0; left--) {
            names.add(readName(in));
        }
        return names;
    }

    private static Optional<FilesSplit.Place> current(DataInputDeserializer in) throws IOException {
        return in.readBoolean() ? Optional.of(place(in)) : Optional.empty();
    }

    private static List<FilesSplit.End> ends(DataInputDeserializer in) throws IOException {
        var ends = new ArrayList<FilesSplit.End>();
        for (int left = in.readInt(); left > 0; left--) {
            ends.add(new FilesSplit.End(place(in), in.readLong(), in.readBoolean()));
        }
        return ends;
    }

    private static FilesSplit.Place place(DataInputDeserializer in) throws IOException {
        return new FilesSplit.Place(readName(in), in.readLong(), in.readLong());
    }

    private static void writePlace(FilesSplit.Place place, DataOutputSerializer out)
            throws IOException {
        var bytes = place.name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeLong(place.line());
        out.writeLong(place.position());
    }

    private static String readName(DataInputDeserializer in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
