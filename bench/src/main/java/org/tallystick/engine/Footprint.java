package org.tallystick.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Measures what a key takes in a slice and in a session: bytes of heap after a full collection,
 * bytes by the estimate that budgets go by, and bytes in a block, which is what travels and what is
 * stored. Count and an exact sum of doubles; keys of 9 bytes. Prints a table.
 */
public final class Footprint {
    /** Just before and just after arrays have doubled, and between. */
    private static final int[] SIZES = {1_000_000, 1_040_000, 1_500_000, 2_080_000};

    private static final long GAP = 30_000;
    private static final int BUCKETS = 128;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Spend event = new Spend();

    private Footprint() {}

    /** Something that was filled. */
    private record Filled(Object held, long estimate, long stored) {}

    /** The entry point. */
    public static void main(String[] args) {
        System.out.println(
                "| what | keys | heap, bytes each | estimate, bytes each | block, bytes each |");
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
        long after = used();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.0f | %.0f | %.0f |%n",
                filled.held() == null ? "" : what,
                keys,
                (double) (after - before) / keys,
                (double) filled.estimate() / keys,
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
        return new Filled(table, table.bytes(), table.toBlock(metric.digest()).length);
    }

    private Filled local(int keys) {
        var table = sessions(keys);
        return new Filled(table, table.bytes(), 0);
    }

    /** A bucket for each key group, as in a job. */
    private Filled open(int keys) {
        var metric = Spend.metric("session 30 s");
        var buckets = new ArrayList<OpenSessions>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            buckets.add(new OpenSessions(new Accumulators(metric), GAP, GAP));
        }
        var output =
                new SliceTables.Output() {
                    @Override
                    public void partials(Partials partials) {
                        var block = new BlockReader(partials.block, metric.digest());
                        while (block.next()) {
                            long first = block.readLong();
                            long last = block.readLong();
                            buckets.get(partials.bucket)
                                    .merge(block, first, last, Footprint::retract);
                        }
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        throw new IllegalStateException("nothing is late here");
                    }
                };
        new BlockOutput(metric, BUCKETS).write("session 30 s", 0, sessions(keys), output);
        long stored = buckets.stream().mapToLong(each -> stored(each, metric)).sum();
        return new Filled(
                List.copyOf(buckets),
                buckets.stream().mapToLong(OpenSessions::bytes).sum(),
                stored);
    }

    private static long stored(OpenSessions bucket, MetricLayout metric) {
        return bucket.encode(metric.digest()).length;
    }

    private static void retract(long first, long last, int revision, byte[] keys, int keyAt) {
        throw new IllegalStateException("nothing is published here");
    }

    private SessionTable sessions(int keys) {
        var table = new SessionTable(GAP, new Accumulators(Spend.metric("session 30 s")));
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
