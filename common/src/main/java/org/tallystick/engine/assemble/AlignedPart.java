package org.tallystick.engine.assemble;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tallystick.engine.Partials;
import org.tallystick.engine.Slice;

/** Assembles the aligned windows of one metric, each bucket by itself. */
final class AlignedPart implements Assembler.Part {
    private final AlignedMetric metric;
    private final BlockStore store;
    private final Timers timers;
    private final HeapBudget budget;
    private final Map<Integer, AlignedBucket> buckets = new HashMap<>();
    private final Set<AlignedBucket> revised = new LinkedHashSet<>();

    AlignedPart(AlignedMetric metric, BlockStore store, Timers timers, HeapBudget budget) {
        this.metric = metric;
        this.store = store;
        this.timers = timers;
        this.budget = budget;
    }

    private AlignedBucket bucket() {
        return buckets.computeIfAbsent(
                store.bucket(), number -> new AlignedBucket(metric, store, timers, budget));
    }

    @Override
    public void add(Partials partials) {
        var bucket = bucket();
        var slice = new Slice(partials.start, partials.end, partials.from);
        bucket.add(slice, partials.block);
        if (bucket.hasRevisions()) {
            revised.add(bucket);
        }
        keep(bucket);
    }

    @Override
    public void onTimer(long time) {
        var bucket = bucket();
        bucket.fire(time);
        keep(bucket);
    }

    private void keep(AlignedBucket bucket) {
        if (bucket.isEmpty()) {
            bucket.flush();
            forget(bucket);
            budget.release(bucket);
        } else {
            budget.use(bucket, this::evict);
            store.turnTo(bucket.number());
        }
    }

    private void evict(AlignedBucket bucket) {
        store.turnTo(bucket.number());
        bucket.publishRevisions();
        bucket.flush();
        forget(bucket);
    }

    private void forget(AlignedBucket bucket) {
        buckets.remove(bucket.number());
        revised.remove(bucket);
    }

    @Override
    public void settle() {
        var due = List.copyOf(revised);
        revised.clear();
        for (AlignedBucket bucket : due) {
            // To make room for one bucket may have sent another away, which was settled then.
            if (buckets.get(bucket.number()) == bucket) {
                store.turnTo(bucket.number());
                bucket.publishRevisions();
                keep(bucket);
            }
        }
        metric.cells().settle();
    }

    @Override
    public void flush() {
        for (AlignedBucket bucket : buckets.values()) {
            store.turnTo(bucket.number());
            bucket.flush();
        }
    }
}
