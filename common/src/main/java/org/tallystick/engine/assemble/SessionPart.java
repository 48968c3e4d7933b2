package org.tallystick.engine.assemble;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.Partials;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.block.BlockReader;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.Rows;
import org.tallystick.window.SessionWindow;

/**
 * Assembles one session window of a metric.
 *
 * <p>A session is published when event time has reached its end: an event at just that time would
 * still join it. It is kept for as long as an event that is not late could join it: such an event
 * lies at most a gap and the allowed lateness behind. If one does, the session is published again,
 * or, where its bounds have changed, the old cell is retracted and a new one published.
 *
 * <p>The sessions of a bucket are on the heap and are stored as one block when state is about to be
 * saved: to store each on its own, with a timer of its own, cost more than all else done for it.
 * Where there is no room for a bucket, what comes for it waits in the store until something of it
 * is due, so that its sessions are read and written once for each time that event time moves on,
 * and not for each block.
 */
final class SessionPart implements Assembler.Part {
    private final String name;
    private final SessionWindow window;
    private final long retention;

    /** Sessions that begin before are not published, epoch ms. */
    private final long since;

    private final BlockForm form;
    private final KeyCodec codec;
    private final BlockStore store;
    private final Timers timers;
    private final CellOutput cells;
    private final HeapBudget budget;
    private final Map<Integer, OpenSessions> buckets = new HashMap<>();

    /** How many blocks wait for a bucket, as far as that is known. */
    private final Map<Integer, Integer> parked = new HashMap<>();

    private final Rows passing;

    SessionPart(
            BoundMetric metric,
            MetricContinuation continuation,
            SessionWindow window,
            long retention,
            BlockStore store,
            Timers timers,
            Assembler.Output output,
            HeapBudget budget) {
        name = StateNames.sessionPart(metric.name(), window.text());
        this.window = window;
        this.retention = window.gapMillis() + retention;
        form = new BlockForm(metric);
        codec = new KeyCodec(metric.keys());
        passing = new Rows(form.accumulators());
        this.store = store;
        this.timers = timers;
        this.budget = budget;
        cells = new CellOutput(metric, continuation, output);
        since = cells.unpublished().since(window);
    }

    @Override
    public void add(Partials partials) {
        if (buckets.containsKey(store.bucket()) || budget.isRoomy()) {
            var sessions = sessions();
            merge(partials.block, timers.reached(), sessions);
            keep(sessions);
        } else {
            park(partials.block);
        }
    }

    private OpenSessions sessions() {
        return buckets.computeIfAbsent(store.bucket(), any -> stored());
    }

    private OpenSessions stored() {
        var sessions =
                new OpenSessions(
                        form, store.bucket(), window.gapMillis(), retention, this::retract);
        byte[] bytes = store.get(StateNames.sessions(name));
        if (bytes != null) {
            sessions.decode(bytes);
        }
        mergeParked(sessions);
        return sessions;
    }

    /**
     * @param reached how far event time had come when the block came, epoch ms
     */
    private void merge(byte[] bytes, long reached, OpenSessions sessions) {
        var block = form.reader(bytes);
        while (block.next()) {
            long first = block.readLong();
            long last = block.readLong();
            if (isAfterIdle(first, reached)) {
                afterIdle(block, ends(first, last));
            } else if (since == Long.MIN_VALUE) {
                sessions.merge(block, first, last);
            } else {
                mergeAndCount(block, first, last, sessions);
            }
        }
    }

    /**
     * Counts what comes for a session that is not published, and what it takes in of sessions that
     * would have been.
     */
    private void mergeAndCount(BlockReader block, long first, long last, OpenSessions sessions) {
        int partial = block.mark();
        block.read(passing, 0);
        block.reset(partial);
        var events = Tallies.of(passing, 0);
        var unpublished = sessions.mergeBefore(since, block, first, last, events);
        if (unpublished.events() > 0) {
            cells.unpublished().count(window, ends(first, last), unpublished);
        }
    }

    /** Of the sessions that events would be by themselves. */
    private EndRun ends(long first, long last) {
        return new EndRun(first + window.gapMillis(), last + window.gapMillis());
    }

    /**
     * Whether a session that this one touches may be gone: its last event was then no later than
     * {@code reached - gap - retention}. Without idle partitions this never is: an event that is on
     * time ends a session of its own after {@code reached - allowed lateness}.
     */
    private boolean isAfterIdle(long first, long reached) {
        return first + retention <= reached;
    }

    private void afterIdle(BlockReader block, EndRun ends) {
        block.read(passing, 0);
        cells.afterIdle(window, ends, Tallies.of(passing, 0));
    }

    private void retract(long first, long last, byte[] keys, int keyAt) {
        cells.retract(window, first, last + window.gapMillis(), codec.decode(keys, keyAt));
    }

    /** Puts a block aside, with how far event time has come, and wakes the bucket in time. */
    private void park(byte[] bytes) {
        int number = parked.computeIfAbsent(store.bucket(), any -> countParked());
        parked.put(store.bucket(), number + 1);
        var waiting = new ParkedBlock(timers.reached(), bytes);
        store.put(StateNames.waiting(name, number), waiting.encode());
        timers.register(name, firstEnd(bytes));
    }

    private long firstEnd(byte[] bytes) {
        long end = Long.MAX_VALUE;
        var block = form.reader(bytes);
        while (block.next()) {
            block.readLong();
            end = Math.min(end, block.readLong() + window.gapMillis());
            block.skip(passing);
        }
        return end;
    }

    private int countParked() {
        int count = 0;
        while (store.get(StateNames.waiting(name, count)) != null) {
            count++;
        }
        return count;
    }

    private void mergeParked(OpenSessions sessions) {
        var known = parked.remove(store.bucket());
        int count = known == null ? countParked() : known;
        for (int number = 0; number < count; number++) {
            var waiting = StateNames.waiting(name, number);
            var block = ParkedBlock.decode(store.get(waiting));
            merge(block.block(), block.reached(), sessions);
            store.remove(waiting);
        }
    }

    @Override
    public void onTimer(long time) {
        var open = sessions();
        open.woken(time);
        long now = Math.max(time, timers.reached());
        var sessions = open.sessions();
        for (int row = open.nextToPublish(now); row >= 0; row = open.nextToPublish(now)) {
            var key = codec.decode(sessions.keys().keys(), open.keyAt(row));
            cells.publish(
                    window, sessions.first(row), sessions.end(row), key, sessions.rows(), row);
            cells.fired(sessions.end(row));
            open.setPublished(row);
        }
        keep(open);
    }

    private void keep(OpenSessions sessions) {
        if (sessions.isEmpty()) {
            store.remove(StateNames.sessions(name));
            buckets.remove(sessions.bucket());
            budget.release(sessions);
            return;
        }
        if (sessions.schedule(sessions.due())) {
            timers.register(name, sessions.due());
        }
        sessions.compact();
        budget.use(sessions, this::evict);
        if (!budget.isLeft()) {
            evict(sessions);
            budget.release(sessions);
        }
    }

    private void evict(OpenSessions sessions) {
        store(sessions);
        buckets.remove(sessions.bucket());
    }

    private void store(OpenSessions sessions) {
        store.turnTo(sessions.bucket());
        if (sessions.isChanged()) {
            store.put(StateNames.sessions(name), sessions.encode());
        }
    }

    @Override
    public void settle() {
        cells.settle();
    }

    @Override
    public void flush() {
        buckets.values().forEach(this::store);
    }
}
