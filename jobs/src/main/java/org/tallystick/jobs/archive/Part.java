package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What one subtask of a writer, or of what counts positions, brings to a checkpoint.
 *
 * @param table the table that its files belong to; {@code progress} for positions; {@link
 *     #OPEN_SESSIONS}
 * @param subtask which of the writer's subtasks it comes from, from 0
 * @param subtasks how many there are
 * @param watermark how far event time had come in that subtask, epoch ms; of open sessions, when
 *     the first began
 * @param files data files that are complete, as {@link DataFileText} writes them
 * @param stretches what of the source's partitions became of
 */
record Part(
        String table,
        int subtask,
        int subtasks,
        long watermark,
        List<String> files,
        List<Stretch> stretches) {

    /** In place of a table: tells of sessions that a run of corrections has not judged. */
    static final String OPEN_SESSIONS = "open-sessions";

    Part {
        files = List.copyOf(files);
        stretches = List.copyOf(stretches);
    }

    byte[] encode() throws IOException {
        var out = new DataOutputSerializer(256);
        out.writeUTF(table);
        out.writeInt(subtask);
        out.writeInt(subtasks);
        out.writeLong(watermark);
        Texts.write(files, out);
        Stretch.writeAll(stretches, out);
        return out.getCopyOfBuffer();
    }

    static Part decode(byte[] bytes) throws IOException {
        var in = new DataInputDeserializer(bytes);
        return new Part(
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                Texts.read(in),
                Stretch.readAll(in));
    }
}
