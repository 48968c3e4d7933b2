package org.tallystick.jobs.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The order of records, whatever a stream refuses. */
class PutQueueTest {
    private static final long SEED = 17;
    private static final int RECORDS = 5_000;
    private static final int KEYS = 300;

    private final List<List<CellRecord>> requests = new ArrayList<>();
    private final List<CellRecord> taken = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final List<Long> pauses = new ArrayList<>();
    private double refusal;

    @Test
    void recordsOfAKeyArriveOnceAndInTheirOrderWhateverIsRefused() throws Exception {
        var queue = new PutQueue(this::put, pauses::add);
        var sent = new HashMap<String, List<String>>();
        for (int i = 0; i < RECORDS; i++) {
            refusal = i % 1_000 == 0 ? 0.3 : 0;
            var key = "key-" + random.nextInt(KEYS);
            sent.computeIfAbsent(key, any -> new ArrayList<>()).add(Integer.toString(i));
            queue.add(CellRecord.of(key, Integer.toString(i)));
        }
        refusal = 0.2;
        queue.flush();

        assertThat(byKey()).as("seed %d", SEED).isEqualTo(sent);
    }

    @Test
    void onlyWhatWasRefusedIsSentAgain() throws Exception {
        var queue = new PutQueue(this::putHalf, pauses::add);
        for (int i = 0; i < PutQueue.MOST_RECORDS; i++) {
            queue.add(CellRecord.of("key-" + i, "x"));
        }
        queue.flush();

        assertThat(requests).extracting(List::size).startsWith(500, 250, 125);
        assertThat(pauses).startsWith(100L, 200L, 400L);
        assertThat(taken).hasSize(PutQueue.MOST_RECORDS).doesNotHaveDuplicates();
    }

    @Test
    void aRequestIsNoLargerThanKinesisTakes() throws Exception {
        var queue = new PutQueue(this::put, pauses::add);
        var large = "x".repeat(CellRecord.LARGEST - 8);
        for (int i = 0; i < 12; i++) {
            queue.add(CellRecord.of("key-" + i, large));
        }
        queue.flush();

        assertThat(requests)
                .allSatisfy(
                        request ->
                                assertThat(request.stream().mapToLong(CellRecord::bytes).sum())
                                        .isLessThanOrEqualTo(PutQueue.MOST_BYTES));
        assertThat(taken).hasSize(12);
    }

    @Test
    void aCellThatIsTooLongForAKeyIsKnownByItsHash() {
        var fits = "ä".repeat(256);
        assertThat(CellRecord.of(fits, "x").key()).isEqualTo(fits);
        var one = CellRecord.of("ä".repeat(257), "x").key();
        var other = CellRecord.of("ä".repeat(257) + "a", "x").key();
        assertThat(one).hasSize(64).isNotEqualTo(other);
    }

    private Map<String, List<String>> byKey() {
        var found = new HashMap<String, List<String>>();
        taken.forEach(
                record ->
                        found.computeIfAbsent(record.key(), any -> new ArrayList<>())
                                .add(record.data().asUtf8String()));
        return found;
    }

    private BitSet put(List<CellRecord> records) {
        return put(records, i -> random.nextDouble() < refusal);
    }

    private BitSet putHalf(List<CellRecord> records) {
        return put(records, i -> i % 2 == 1);
    }

    private BitSet put(List<CellRecord> records, IntPredicate refuses) {
        requests.add(records);
        var refused = new BitSet();
        for (int i = 0; i < records.size(); i++) {
            if (refuses.test(i)) {
                refused.set(i);
            } else {
                taken.add(records.get(i));
            }
        }
        return refused;
    }
}
