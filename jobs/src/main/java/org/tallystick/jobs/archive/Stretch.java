package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What became of the records of one source partition between two checkpoints.
 *
 * @param topic the topic, or the file
 * @param partition the topic's partition; 0 in a file
 * @param first the first position, inclusive; {@link Long#MAX_VALUE} where none was read
 * @param next the position behind the last; {@link Long#MIN_VALUE} where none was read
 * @param received how many records were read
 * @param duplicates how many of them were dropped as repeats
 * @param rejects how many of them could not become an event, by what was wrong; negative where
 *     rejects of earlier stretches have become events since
 * @param fingerprint of the accepted: sum mod 2^64 of the hashes of their identities
 * @param clock the partition's clock behind the last record, epoch ms; {@link Long#MIN_VALUE}
 *     before the first event
 * @param skipped how many records were passed over, which are not among the received
 * @param topicId what tells the topic from others of its name; empty for a file, or if not known
 */
record Stretch(
        String topic,
        int partition,
        long first,
        long next,
        long received,
        long duplicates,
        Map<String, Long> rejects,
        long fingerprint,
        long clock,
        long skipped,
        Optional<String> topicId) {

    Stretch {
        rejects = Map.copyOf(rejects);
    }

    /** Whether records were read, and not only found to be repeats later. */
    boolean hasPositions() {
        return received + skipped > 0;
    }

    /** How many records became events and were no repeats. */
    long accepted() {
        return received - duplicates - rejected();
    }

    /** How many records could not become an event. */
    long rejected() {
        return rejects.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together; of the same partition. */
    Stretch and(Stretch other) {
        var kinds = new TreeMap<>(rejects);
        other.rejects.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        return new Stretch(
                topic,
                partition,
                Math.min(first, other.first),
                Math.max(next, other.next),
                received + other.received,
                duplicates + other.duplicates,
                kinds,
                fingerprint + other.fingerprint,
                Math.max(clock, other.clock),
                skipped + other.skipped,
                topicId.or(other::topicId));
    }

    static void writeAll(List<Stretch> stretches, DataOutputView out) throws IOException {
        out.writeInt(stretches.size());
        for (var stretch : stretches) {
            stretch.write(out);
        }
        for (var stretch : stretches) {
            out.writeLong(stretch.skipped);
            out.writeUTF(stretch.topicId.orElse(""));
        }
    }

    /** Reads to the end; what was passed over and the ids of topics may be missing there. */
    static List<Stretch> readAll(DataInputDeserializer in) throws IOException {
        var stretches = new ArrayList<Stretch>();
        for (int left = in.readInt(); left > 0; left--) {
            stretches.add(read(in));
        }
        if (in.available() > 0) {
            for (int i = 0; i < stretches.size(); i++) {
                stretches.set(i, stretches.get(i).with(in.readLong(), in.readUTF()));
            }
        }
        return stretches;
    }

    private Stretch with(long passedOver, String id) {
        return new Stretch(
                topic,
                partition,
                first,
                next,
                received,
                duplicates,
                rejects,
                fingerprint,
                clock,
                passedOver,
                Optional.of(id).filter(text -> !text.isEmpty()));
    }

    private void write(DataOutputView out) throws IOException {
        out.writeUTF(topic);
        out.writeInt(partition);
        out.writeLong(first);
        out.writeLong(next);
        out.writeLong(received);
        out.writeLong(duplicates);
        out.writeInt(rejects.size());
        for (var kind : new TreeMap<>(rejects).entrySet()) {
            out.writeUTF(kind.getKey());
            out.writeLong(kind.getValue());
        }
        out.writeLong(fingerprint);
        out.writeLong(clock);
    }

    private static Stretch read(DataInputView in) throws IOException {
        return new Stretch(
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readKinds(in),
                in.readLong(),
                in.readLong(),
                0,
                Optional.empty());
    }

    private static Map<String, Long> readKinds(DataInputView in) throws IOException {
        var kinds = new TreeMap<String, Long>();
        for (int left = in.readInt(); left > 0; left--) {
            kinds.put(in.readUTF(), in.readLong());
        }
        return kinds;
    }
}
