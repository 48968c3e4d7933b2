package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * How far all subtasks that write cells have come: the smallest watermark of any.
 *
 * <p>A subtask that has ended brings nothing more; what it had come to stands.
 */
final class ClosedUntil {
    private final Map<Integer, Long> watermarks = new HashMap<>();
    private int subtasks;
    private long told = Long.MIN_VALUE;

    /** Takes in how far a subtask has come; with another number of them all begin anew. */
    void update(Part part) {
        if (part.subtasks() != subtasks) {
            subtasks = part.subtasks();
            watermarks.clear();
        }
        watermarks.put(part.subtask(), part.watermark());
    }

    /** Epoch ms; {@link Long#MIN_VALUE} until every subtask has told. */
    long millis() {
        return subtasks == 0 || watermarks.size() < subtasks
                ? Long.MIN_VALUE
                : watermarks.values().stream().mapToLong(Long::longValue).min().getAsLong();
    }

    /** Whether it is another than when this was last asked. */
    boolean hasMoved() {
        boolean moved = millis() != told;
        told = millis();
        return moved;
    }

    byte[] encode() throws IOException {
        var out = new DataOutputSerializer(64);
        out.writeLong(told);
        out.writeInt(subtasks);
        out.writeInt(watermarks.size());
        for (var each : watermarks.entrySet()) {
            out.writeInt(each.getKey());
            out.writeLong(each.getValue());
        }
        return out.getCopyOfBuffer();
    }

    static ClosedUntil decode(byte[] bytes) throws IOException {
        var in = new DataInputDeserializer(bytes);
        var closed = new ClosedUntil();
        closed.told = in.readLong();
        closed.subtasks = in.readInt();
        for (int left = in.readInt(); left > 0; left--) {
            closed.watermarks.put(in.readInt(), in.readLong());
        }
        return closed;
    }
}
