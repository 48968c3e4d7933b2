package org.tallystick.engine.assemble;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.block.BlockReader;
import org.tallystick.engine.block.BlockWriter;
import org.tallystick.engine.block.RowTranslation;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;

/**
 * The second half of the window engine: keeps the partials of each bucket, fires windows when event
 * time has passed their end, and publishes a cell again when an event that is late but allowed
 * changes it.
 *
 * <p>Revised cells are published by {@link #settle}, many at once. After {@link #settle} and {@link
 * #flush} all it knows lies in the {@link BlockStore}, so that it can be replaced by another
 * instance after a restore. Not thread-safe.
 */
public final class Assembler {
    private final BlockStore store;
    private final Output output;
    private final Continuation continuation;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, Long> rowDigests = new HashMap<>();
    private final Map<String, RowTranslation> translations = new HashMap<>();

    /** Where the assembler publishes. */
    public interface Output {
        void cell(Cell cell);

        void ledger(LedgerEntry entry);

        /** Partials were on their way that the pipeline has no use for any more. */
        void dropped(Partials partials);

        /**
         * A window of the current bucket has been published whole for the first time.
         *
         * @param end exclusive, epoch ms
         */
        default void fired(long end) {}

        /** The last cell was published since a late event came after its window had fired. */
        default void revised() {}
    }

    /** The windows of one metric that are assembled in one way. */
    interface Part {
        /** Takes in partials of the bucket that the store is at. */
        void add(Partials partials);

        /** Does what is due at {@code time}, epoch ms, in the bucket that the store is at. */
        void onTimer(long time);

        /** Publishes revised cells, and hands over what was only counted, of all buckets. */
        default void settle() {}

        /** Stores all that the store does not have yet, of all buckets. */
        void flush();
    }

    /**
     * @param continuation of which savepoint's state the store is, and what becomes of it
     * @param retentionMillis how long after its end a window can still be revised: the allowed
     *     lateness; 0 where input comes in order
     * @param heapBytes heap that it may hold beyond what a call needs, bytes
     */
    public Assembler(
            List<BoundMetric> metrics,
            Continuation continuation,
            long retentionMillis,
            BlockStore store,
            Timers timers,
            Output output,
            long heapBytes) {
        this.store = store;
        this.continuation = continuation;
        this.output = CountedSince.of(continuation, output);
        var budget = new HeapBudget(heapBytes);
        for (BoundMetric metric : metrics) {
            var going = continuation.metric(metric.name());
            rowDigests.put(metric.name(), metric.rowDigest());
            if (going.changesRows()) {
                translations.put(metric.name(), new RowTranslation(going));
            }
            if (metric.windows().stream().anyMatch(AlignedWindow.class::isInstance)) {
                var aligned = new AlignedMetric(metric, going, retentionMillis, this.output);
                parts.put(metric.name(), new AlignedPart(aligned, store, timers, budget));
            }
            for (var each : metric.windows()) {
                if (each instanceof SessionWindow window) {
                    parts.put(
                            StateNames.sessionPart(metric.name(), window.text()),
                            new SessionPart(
                                    metric,
                                    going,
                                    window,
                                    retentionMillis,
                                    store,
                                    timers,
                                    this.output,
                                    budget));
                }
            }
        }
    }

    /** Takes in the partials of the bucket that the store is at. */
    public void add(Partials partials) {
        var part = parts.get(StateNames.part(partials));
        var translation = translations.get(partials.metric);
        if (part != null && BlockReader.fits(partials.block, rowDigests.get(partials.metric))) {
            part.add(partials);
        } else if (part != null && translation != null && translation.fits(partials.block)) {
            part.add(translated(partials, translation));
        } else {
            output.dropped(partials);
        }
    }

    private static Partials translated(Partials partials, RowTranslation translation) {
        return partials.withBlock(
                partials.window.isEmpty()
                        ? translation.translate(partials.block, BlockWriter.BEFORE_KEY, 0)
                        : translateSessions(partials.block, translation));
    }

    /**
     * Drops what the store holds of the bucket that it is at and the pipeline does not go on with,
     * and translates what has rows of other aggregates; to be called once for each bucket of a
     * savepoint before all else, if the continuation {@link Continuation#changesState}.
     */
    public void adopt() {
        for (String name : List.copyOf(store.names())) {
            var part = StateNames.part(name);
            var translation = translations.get(StateNames.metric(part));
            if (!goesOn(part)) {
                store.remove(name);
            } else if (translation != null) {
                translate(name, translation);
            }
        }
    }

    private void translate(String name, RowTranslation translation) {
        if (StateNames.isBlock(name)) {
            store.put(name, translation.translate(store.get(name), BlockWriter.BEFORE_KEY, 0));
        } else if (StateNames.isSessions(name)) {
            store.put(name, translation.translate(store.get(name), 0, OpenSessions.BEHIND_KEY));
        } else if (StateNames.isWaiting(name)) {
            var parked = ParkedBlock.decode(store.get(name));
            var translated = translateSessions(parked.block(), translation);
            store.put(name, new ParkedBlock(parked.reached(), translated).encode());
        }
    }

    private static byte[] translateSessions(byte[] block, RowTranslation translation) {
        return translation.translate(block, BlockWriter.BEFORE_KEY, BlockWriter.BEHIND_SESSION_KEY);
    }

    private boolean goesOn(String part) {
        return parts.containsKey(part)
                && continuation.metric(StateNames.metric(part)).before().isPresent();
    }

    /**
     * Does what is due at {@code time}, epoch ms.
     *
     * @param what as it was registered, maybe by an earlier version of the pipeline
     */
    public void onTimer(String what, long time) {
        var part = parts.get(what);
        if (part != null) {
            part.onTimer(time);
        }
    }

    /**
     * Publishes the cells that late events have changed since the last time, and hands over what
     * has come for windows that are not published: to be called before event time goes on and
     * before state is saved.
     */
    public void settle() {
        parts.values().forEach(Part::settle);
    }

    /** Stores all that the store does not have yet: to be called before state is saved. */
    public void flush() {
        parts.values().forEach(Part::flush);
    }
}
