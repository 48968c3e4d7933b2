package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is to be committed with a checkpoint.
 *
 * @param job the Flink job that took it
 * @param id its number in that job
 * @param closedUntil how far all windows had published, epoch ms: every cell that they ever publish
 *     at watermarks up to this is in these files or in earlier ones
 * @param files data files by table, as {@link DataFileText} writes them
 * @param stretches what of the source's partitions became of since the checkpoint before, one for
 *     each partition
 */
record Checkpoint(
        String job,
        long id,
        long closedUntil,
        Map<String, List<String>> files,
        List<Stretch> stretches) {
    private static final int VERSION = 1;

    Checkpoint {
        files = Map.copyOf(files);
        stretches = List.copyOf(stretches);
    }

    /** Puts together what the subtasks brought. */
    static Checkpoint of(String job, long id, long closedUntil, List<Part> parts) {
        var files = new TreeMap<String, List<String>>();
        var stretches = new TreeMap<String, Stretch>();
        for (Part part : parts) {
            if (!part.files().isEmpty()) {
                files.computeIfAbsent(part.table(), any -> new ArrayList<>()).addAll(part.files());
            }
            for (Stretch each : part.stretches()) {
                stretches.merge(each.partition() + " " + each.topic(), each, Stretch::and);
            }
        }
        return new Checkpoint(job, id, closedUntil, files, List.copyOf(stretches.values()));
    }

    List<String> filesOf(String table) {
        return files.getOrDefault(table, List.of());
    }

    boolean isEmpty() {
        return files.isEmpty() && stretches.isEmpty();
    }

    byte[] encode() throws IOException {
        var out = new DataOutputSerializer(1024);
        out.writeInt(VERSION);
        out.writeUTF(job);
        out.writeLong(id);
        out.writeLong(closedUntil);
        out.writeInt(files.size());
        for (var each : new TreeMap<>(files).entrySet()) {
            out.writeUTF(each.getKey());
            Texts.write(each.getValue(), out);
        }
        Stretch.writeAll(stretches, out);
        return out.getCopyOfBuffer();
    }

    static Checkpoint decode(byte[] bytes) throws IOException {
        var in = new DataInputDeserializer(bytes);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException(
                    "a commit of the archive of version %d, this release reads %d: resume with the release that wrote it"
                            .formatted(version, VERSION));
        }
        return new Checkpoint(
                in.readUTF(), in.readLong(), in.readLong(), readFiles(in), Stretch.readAll(in));
    }

    private static Map<String, List<String>> readFiles(DataInputDeserializer in)
            throws IOException {
        var files = new TreeMap<String, List<String>>();
        for (int left = in.readInt(); left > 0; left--) {
            files.put(in.readUTF(), Texts.read(in));
        }
        return files;
    }
}
