package org.tallystick.engine.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.Fingerprint;
import org.tallystick.aggregate.Slot;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;
import org.tallystick.engine.table.Accumulators;

/**
 * Turns stored rows of a metric whose aggregates have changed into rows as it has them now: what an
 * aggregate has accumulated is copied as it lies, and one that starts is empty.
 */
public final class RowTranslation {
    private final long fromDigest;
    private final long toDigest;
    private final List<Aggregator> from;
    private final List<Aggregator> to;
    private final List<Optional<Integer>> sources;
    private final int[] offsets;
    private final int width;

    /* Where the row's accumulators lie: the fixed bytes of all, and of each the object. */
    private int fixed;
    private final int[] objectStarts;
    private final int[] objectEnds;

    /**
     * @param metric a metric that goes on with rows of other aggregates
     */
    public RowTranslation(MetricContinuation metric) {
        var before = metric.before().orElseThrow();
        fromDigest = before.rowDigest();
        toDigest = metric.definition().rowDigest();
        from = aggregators(before);
        to = aggregators(metric.definition());
        sources = metric.sources();
        offsets = new int[from.size()];
        int at = Fingerprint.INSTANCE.width();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += from.get(i).width();
        }
        width = at;
        objectStarts = new int[offsets.length];
        objectEnds = new int[offsets.length];
    }

    /** To read and write accumulators it does not matter which columns they come from. */
    private static List<Aggregator> aggregators(MetricDefinition definition) {
        return definition.aggregates().stream()
                .map(
                        each ->
                                NamedAggregator.of(
                                                each,
                                                Collections.nCopies(each.arguments().size(), 0))
                                        .aggregator())
                .toList();
    }

    /** Whether this is a block, or the head of one, with rows as they were. */
    public boolean fits(byte[] block) {
        return BlockReader.fits(block, fromDigest);
    }

    /**
     * A block with rows as they are now.
     *
     * @param beforeKey how many bytes stand before the length of each key
     * @param behindKey how many bytes stand between each key and its row
     */
    public byte[] translate(byte[] block, int beforeKey, int behindKey) {
        var in = new ByteReader(block);
        BlockReader.checkHead(in, fromDigest);
        var out = new ByteBuilder();
        BlockWriter.writeHead(out, toDigest);
        int rows = in.readInt();
        out.writeInt(rows);
        for (int left = rows; left > 0; left--) {
            copy(beforeKey, in, out);
            int key = in.readInt();
            out.writeInt(key);
            copy(key + behindKey, in, out);
            translateRow(in, out);
        }
        return out.toArray();
    }

    private static void copy(int length, ByteReader in, ByteBuilder out) {
        out.write(in.bytes(), in.position(), length);
        in.skipBytes(length);
    }

    private void translateRow(ByteReader in, ByteBuilder out) {
        find(in);
        out.write(in.bytes(), fixed, Fingerprint.INSTANCE.width());
        for (int i = 0; i < to.size(); i++) {
            if (sources.get(i).isPresent()) {
                out.write(in.bytes(), fixed + offsets[sources.get(i).get()], to.get(i).width());
            } else {
                out.write(new byte[to.get(i).width()]);
            }
        }
        for (int i = 0; i < to.size(); i++) {
            if (to.get(i).hasObject()) {
                translateObject(i, in, out);
            }
        }
    }

    private void translateObject(int aggregate, ByteReader in, ByteBuilder out) {
        if (sources.get(aggregate).isPresent()) {
            int source = sources.get(aggregate).get();
            int start = objectStarts[source];
            out.write(in.bytes(), start, objectEnds[source] - start);
        } else {
            out.writeByte(Accumulators.ABSENT);
        }
    }

    /** Finds what the row that {@code in} is at consists of, and passes over it. */
    private void find(ByteReader in) {
        fixed = in.position();
        in.skipBytes(width);
        for (int i = 0; i < offsets.length; i++) {
            objectStarts[i] = in.position();
            if (from.get(i).hasObject() && in.readByte() != Accumulators.ABSENT) {
                skipObject(i, in);
            }
            objectEnds[i] = in.position();
        }
    }

    private void skipObject(int aggregate, ByteReader in) {
        var slot = new Slot().point(in.bytes(), fixed + offsets[aggregate], new Object[1], 0);
        try {
            from.get(aggregate).read(slot, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
