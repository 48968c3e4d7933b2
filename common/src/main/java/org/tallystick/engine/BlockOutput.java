package org.tallystick.engine;

/** Deals the keys of a table out to buckets: one block for each bucket that has any. */
final class BlockOutput {
    private final String metric;
    private final int layout;
    private final int buckets;
    private final BlockWriter writer = new BlockWriter();

    BlockOutput(MetricLayout metric, int buckets) {
        this.metric = metric.name();
        this.layout = metric.digest();
        this.buckets = buckets;
    }

    void write(Slice slice, PartialTable table, SliceTables.Output output) {
        var dealt = new Deal(table.keys(), buckets);
        for (int bucket = 0; bucket < buckets; bucket++) {
            if (dealt.any(bucket)) {
                output.partials(
                        Partials.slice(
                                bucket,
                                metric,
                                slice.start(),
                                slice.end(),
                                slice.from(),
                                block(dealt, bucket, table)));
            }
        }
    }

    private byte[] block(Deal dealt, int bucket, PartialTable table) {
        writer.begin(layout);
        for (int i = dealt.begin(bucket); i < dealt.end(bucket); i++) {
            writer.write(table.keys(), dealt.key(i), table.rows(), dealt.key(i));
        }
        return writer.end();
    }

    /**
     * @param start a time that none of the sessions starts before, epoch ms
     */
    void write(String window, long start, SessionTable table, SliceTables.Output output) {
        var dealt = new Deal(table.keys(), buckets);
        for (int bucket = 0; bucket < buckets; bucket++) {
            if (dealt.any(bucket)) {
                output.partials(
                        Partials.sessions(
                                bucket, metric, window, start, sessions(dealt, bucket, table)));
            }
        }
    }

    private byte[] sessions(Deal dealt, int bucket, SessionTable table) {
        writer.begin(layout);
        for (int i = dealt.begin(bucket); i < dealt.end(bucket); i++) {
            int key = dealt.key(i);
            for (int session = table.head(key); session >= 0; session = table.next(session)) {
                writer.write(
                        table.keys(),
                        key,
                        table.first(session),
                        table.last(session),
                        table.rows(),
                        session);
            }
        }
        return writer.end();
    }

    /** The numbers of a table's keys, ordered by bucket: a counting sort. */
    private static final class Deal {
        private final int[] begins;
        private final int[] ordered;

        Deal(KeyTable keys, int buckets) {
            begins = new int[buckets + 1];
            for (int key = 0; key < keys.size(); key++) {
                begins[bucket(keys.hash(key), buckets) + 1]++;
            }
            for (int bucket = 0; bucket < buckets; bucket++) {
                begins[bucket + 1] += begins[bucket];
            }
            int[] next = begins.clone();
            ordered = new int[keys.size()];
            for (int key = 0; key < keys.size(); key++) {
                ordered[next[bucket(keys.hash(key), buckets)]++] = key;
            }
        }

        /** By the hash's high bits, so that the low ones still spread the keys of a bucket. */
        private static int bucket(long hash, int buckets) {
            return (int) (((hash >>> 32) * buckets) >>> 32);
        }

        boolean any(int bucket) {
            return begin(bucket) < end(bucket);
        }

        int begin(int bucket) {
            return begins[bucket];
        }

        int end(int bucket) {
            return begins[bucket + 1];
        }

        int key(int i) {
            return ordered[i];
        }
    }
}
