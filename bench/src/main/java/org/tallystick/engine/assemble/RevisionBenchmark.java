package org.tallystick.engine.assemble;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tallystick.engine.Cell;

/**
 * A late event that changes all windows that contain it beside a window that fires, in one bucket
 * of a sliding window: {@code cell} is the time for one cell. Prints how much state was written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RevisionBenchmark {
    @Param({"sliding 6 h every 10 s", "sliding 1 d every 10 s"})
    private String window;

    /** How many keys the bucket has: so many cells a firing has, and one has each revision. */
    @Param({"1", "100"})
    private int keys;

    private SteadyBucket bucket;
    private long calls;

    /** Cells published, as another measure of work done. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Published {
        public long cell;
    }

    /** Fills the bucket. */
    @Setup
    public void setUp() {
        bucket = new SteadyBucket(window, keys);
        calls = 0;
    }

    /** Takes in a slice and fires a window. */
    @Benchmark
    public Object fire(Published published) {
        bucket.slide();
        return count(published);
    }

    /** Takes in a late event, and publishes all its windows again. */
    @Benchmark
    public Object revise(Published published) {
        bucket.revise();
        return count(published);
    }

    private Cell count(Published published) {
        calls++;
        published.cell += bucket.takeCells();
        return bucket.last();
    }

    /** Says how much state a call has written. */
    @TearDown(Level.Trial)
    public void report() {
        System.out.printf("%nstate written: %,d bytes a call%n", bucket.stored() / calls);
    }
}
