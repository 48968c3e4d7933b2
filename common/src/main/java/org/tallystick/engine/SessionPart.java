package org.tallystick.engine;

import java.util.HashMap;
import java.util.Map;
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
 */
final class SessionPart implements Assembler.Part {
    private final String name;
    private final int digest;
    private final SessionWindow window;
    private final long retention;
    private final Accumulators layout;
    private final KeyCodec codec;
    private final BlockStore store;
    private final Timers timers;
    private final CellOutput cells;
    private final HeapBudget budget;
    private final Map<Integer, OpenSessions> buckets = new HashMap<>();
    private final Rows late;

    SessionPart(
            MetricLayout metric,
            SessionWindow window,
            long retention,
            BlockStore store,
            Timers timers,
            Assembler.Output output,
            HeapBudget budget) {
        name = StateNames.sessions(metric.name(), window.text());
        digest = metric.digest();
        this.window = window;
        this.retention = window.gapMillis() + retention;
        layout = new Accumulators(metric);
        codec = new KeyCodec(metric.keys());
        late = new Rows(layout);
        this.store = store;
        this.timers = timers;
        this.budget = budget;
        cells = new CellOutput(metric, output);
    }

    private OpenSessions sessions() {
        return buckets.computeIfAbsent(store.bucket(), any -> stored());
    }

    private OpenSessions stored() {
        var sessions = new OpenSessions(layout, window.gapMillis(), retention);
        byte[] bytes = store.get(StateNames.sessions(name));
        if (bytes == null) {
            SessionsOfVersion1.move(name, digest, store, sessions);
        } else {
            sessions.decode(bytes, digest);
        }
        return sessions;
    }

    @Override
    public void add(Partials partials) {
        var sessions = sessions();
        var block = new BlockReader(partials.block, digest);
        while (block.next()) {
            long first = block.readLong();
            long last = block.readLong();
            if (isAfterIdle(first)) {
                afterIdle(block, first, last);
            } else {
                sessions.merge(block, first, last, this::retract);
            }
        }
        keep(sessions);
    }

    /**
     * Whether a session that this one touches may be gone: its last event was then no later than
     * {@code reached - gap - retention}. Without idle partitions this never is: an event that is on
     * time ends a session of its own after {@code reached - allowed lateness}.
     */
    private boolean isAfterIdle(long first) {
        return first + retention <= timers.reached();
    }

    private void afterIdle(BlockReader block, long first, long last) {
        block.read(late, 0);
        cells.afterIdle(
                window, first, last + window.gapMillis(), late.events(0), late.fingerprint(0));
    }

    private void retract(long first, long last, int revision, byte[] keys, int keyAt) {
        cells.retract(
                window, first, last + window.gapMillis(), codec.decode(keys, keyAt), revision);
    }

    @Override
    public void onTimer(String what, long time) {
        var sessions = sessions();
        sessions.woken(time);
        long now = Math.max(time, timers.reached());
        for (int row = sessions.nextToPublish(now); row >= 0; row = sessions.nextToPublish(now)) {
            var key = codec.decode(sessions.keys(), sessions.keyAt(row));
            cells.publish(
                    window,
                    sessions.first(row),
                    sessions.end(row),
                    key,
                    sessions.rows(),
                    row,
                    sessions.revision(row));
            sessions.setPublished(row);
        }
        keep(sessions);
    }

    private void keep(OpenSessions sessions) {
        if (sessions.isEmpty()) {
            store.remove(StateNames.sessions(name));
            drop(sessions);
            return;
        }
        if (sessions.schedule(sessions.due())) {
            timers.register(name, sessions.due());
        }
        sessions.compact();
        budget.keep(sessions, sessions.bytes());
        if (!budget.isLeft()) {
            store(sessions);
            drop(sessions);
        }
    }

    private void drop(OpenSessions sessions) {
        budget.release(sessions);
        buckets.remove(store.bucket());
    }

    private void store(OpenSessions sessions) {
        if (sessions.isChanged()) {
            store.put(StateNames.sessions(name), sessions.encode(digest));
        }
    }

    @Override
    public void flush() {
        buckets.forEach(
                (bucket, sessions) -> {
                    store.turnTo(bucket);
                    store(sessions);
                });
    }
}
