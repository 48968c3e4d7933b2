package org.tallystick.engine.assemble;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;

/**
 * An event too late for some or all of its windows beside one on time, up to where partials and
 * ledger are handed over: one of 10,000 keys, count and an exact sum of doubles, no allowed
 * lateness. Event time goes on by 0.36 ms with each event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LateBenchmark {
    private static final int KEYS = 10_000;
    private static final int BUCKETS = 128;
    private static final long OUT_OF_ORDERNESS = 5_000;
    private static final double MILLIS_PER_EVENT = 0.36;

    /** By how much an event is too late, ms. */
    public enum Arrival {
        /** Up to the out-of-orderness: not late. */
        ON_TIME(-OUT_OF_ORDERNESS, 0),
        /** For the windows that ended in 1 to 10 minutes; the others get it. */
        TOO_LATE_FOR_SOME(60_000, 600_000),
        /** For all its windows, by up to an hour. */
        TOO_LATE_FOR_ALL(86_400_000, 90_000_000);

        private final long least;
        private final long most;

        Arrival(long least, long most) {
            this.least = least;
            this.most = most;
        }
    }

    @Param({"sliding 1 d every 10 s", "sliding 1 d every 1 s"})
    private String window;

    @Param private Arrival arrival;

    /** After so many events a watermark goes on. */
    @Param("1000")
    private int handOverEvery;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Spend event = new Spend();
    private SliceTables tables;
    private long events;

    /** Makes the tables, empty. */
    @Setup
    public void setUp() {
        tables =
                new SliceTables(
                        List.of(Spend.metric(window)), Lateness.of(OUT_OF_ORDERNESS, 0), BUCKETS);
    }

    /** Takes in an event and its share of handing over: per event. */
    @Benchmark
    public void event(Blackhole sink) {
        long clock = (long) (events++ * MILLIS_PER_EVENT);
        long passed = clock - OUT_OF_ORDERNESS;
        event.key = random.nextInt(KEYS);
        event.time = passed - random.nextLong(arrival.least, arrival.most);
        event.partitionTime = clock;
        event.amount = random.nextInt(50_000) / 100.0;
        tables.add(event);
        if (events % handOverEvery == 0) {
            tables.handOver(passed - 1, new Sink(sink));
        }
    }

    private record Sink(Blackhole blackhole) implements SliceTables.Output {
        @Override
        public void partials(Partials partials) {
            blackhole.consume(partials);
        }

        @Override
        public void ledger(LedgerEntry entry) {
            blackhole.consume(entry);
        }
    }
}
