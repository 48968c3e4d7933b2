package org.tallystick.engine.assemble;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.block.BlockReader;
import org.tallystick.engine.combine.BlockOutput;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Sessions;

/**
 * Measures what a key takes in a slice and in a session: bytes of heap after a full collection,
 * bytes by the count that budgets go by, and bytes in a block, which is what travels and what is
 * stored. Count and an exact sum of doubles; keys of 9 bytes. Prints a table.
 */
public final class Footprint {
    /** Just before arrays double, at 2^20 and 2^21, just after, and between. */
    private static final int[] SIZES = {1_040_000, 1_060_000, 1_500_000, 2_080_000};

    private static final long GAP = 30_000;
    private static final int BUCKETS = 128;
    private static final BoundMetric SESSIONS = Spend.metric("session 30 s");
    private static final BlockForm FORM = new BlockForm(SESSIONS);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Spend event = new Spend();

    private Footprint() {}

    /** Something that was filled. */
    private record Filled(Object held, long counted, long stored) {}

    /** The entry point. */
    public static void main(String[] args) {
        System.out.println(
                "| what | keys | heap, bytes each | counted, bytes each | block, bytes each |");
        System.out.println("|---|--:|--:|--:|--:|");
        for (int keys : SIZES) {
            print("a slice's table", keys, () -> new Footprint().slice(keys));
        }
        for (int keys : SIZES) {
            print("sessions of a subtask", keys, () -> new Footprint().local(keys));
        }
        for (int keys : SIZES) {
            print("open sessions", keys, () -> new Footprint().open(keys));
        }
    }

    private static void print(String what, int keys, Supplier<Filled> fill) {
        long before = used();
        var filled = fill.get();
        long taken;
        try {
            taken = used() - before;
        } finally {
            Reference.reachabilityFence(filled);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.0f | %.0f | %.0f |%n",
                what,
                keys,
                (double) taken / keys,
                (double) filled.counted() / keys,
                (double) filled.stored() / keys);
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private Filled slice(int keys) {
        var metric = Spend.metric("tumbling 1 min");
        var table = new PartialTable(new Accumulators(metric));
        for (int key = 0; key < keys; key++) {
            byte[] bytes = Spend.key(key);
            table.add(hash(bytes), bytes, bytes.length, next());
        }
        return new Filled(table, table.bytes(), new BlockForm(metric).block(table).length);
    }

    private Filled local(int keys) {
        var table = sessions(keys);
        var travelling = new LongAdder();
        handOver(table, partials -> travelling.add(partials.block.length));
        return new Filled(table, table.bytes(), travelling.sum());
    }

    /** A bucket for each key group, as in a job. */
    private Filled open(int keys) {
        var buckets = new ArrayList<OpenSessions>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(new OpenSessions(FORM, bucket, GAP, GAP, Footprint::retract));
        }
        handOver(sessions(keys), partials -> merge(partials, buckets.get(partials.bucket)));
        long stored = buckets.stream().mapToLong(Footprint::stored).sum();
        long counted = buckets.stream().mapToLong(OpenSessions::bytes).sum();
        return new Filled(buckets, counted, stored);
    }

    private static void merge(Partials partials, OpenSessions bucket) {
        var block = new BlockReader(partials.block, SESSIONS.rowDigest());
        while (block.next()) {
            long first = block.readLong();
            bucket.merge(block, first, block.readLong());
        }
    }

    private static void handOver(Sessions table, Consumer<Partials> to) {
        var output =
                new SliceTables.Output() {
                    @Override
                    public void partials(Partials partials) {
                        to.accept(partials);
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        throw new IllegalStateException("nothing is late here");
                    }
                };
        new BlockOutput(SESSIONS, BUCKETS).write("session 30 s", 0, table, output);
    }

    private static long stored(OpenSessions bucket) {
        return bucket.encode().length;
    }

    private static void retract(long first, long last, byte[] keys, int keyAt) {
        throw new IllegalStateException("nothing is published here");
    }

    private Sessions sessions(int keys) {
        var table = new Sessions(GAP, new Accumulators(SESSIONS));
        for (int key = 0; key < keys; key++) {
            byte[] bytes = Spend.key(key);
            table.add(hash(bytes), bytes, bytes.length, random.nextInt(100_000), next());
        }
        return table;
    }

    private static long hash(byte[] key) {
        return KeyTable.hash(key, 0, key.length);
    }

    private Spend next() {
        event.amount = random.nextInt(50_000) / 100.0;
        return event;
    }
}
