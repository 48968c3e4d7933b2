package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of runs over one archive: they read, take checkpoints, are killed at any step,
 * the parts of a commit among them, go on from any savepoint or from none, and the sources grow.
 * Whatever happens, the archive holds every position that was read, once.
 */
class HistoriesTest {
    private static final int HISTORIES = 1_000;
    private static final int MANY = 2_500;

    /** Iceberg waits for its own threads by looking at them every ten milliseconds. */
    private static final int THREADS = 16;

    @Test
    void everyPositionIsArchivedOnce() {
        histories(0, HISTORIES);
    }

    @Test
    @Tag("soak")
    void everyPositionIsArchivedOnceInManyHistories() {
        histories(HISTORIES, MANY);
    }

    private static void histories(long from, long to) {
        var pool = new ForkJoinPool(THREADS);
        try {
            pool.submit(() -> LongStream.range(from, to).parallel().forEach(HistoriesTest::history))
                    .join();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void history(long seed) {
        try {
            new History(seed).run();
        } catch (Throwable e) {
            throw new AssertionError("history of seed " + seed, e);
        }
    }

    /**
     * 141 lost rejects when a commit was taken back from a table that had none before it; 1183 had
     * some twice when an older checkpoint was gone on with than the one whose commit had stopped.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 141, 1183})
    void aHistoryIsTheSameEachTime(long seed) throws Exception {
        assertThat(new History(seed).run()).isEqualTo(new History(seed).run());
    }
}
