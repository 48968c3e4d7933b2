package org.tallystick.engine;

import org.tallystick.engine.KeySessions.Session;
import org.tallystick.window.SessionWindow;

/**
 * Assembles one session window of a metric.
 *
 * <p>A session is published when event time has reached its end: an event at just that time would
 * still join it. It is kept for as long as an event that is not late could join it: such an event
 * lies at most a gap and the allowed lateness behind. If one does, the session is published again,
 * or, where its bounds have changed, the old cell is retracted and a new one published.
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

    SessionPart(
            MetricLayout metric,
            SessionWindow window,
            long retention,
            BlockStore store,
            Timers timers,
            Assembler.Output output) {
        name = StateNames.sessions(metric.name(), window.text());
        digest = metric.digest();
        this.window = window;
        this.retention = window.gapMillis() + retention;
        layout = new Accumulators(metric);
        codec = new KeyCodec(metric.keys());
        this.store = store;
        this.timers = timers;
        cells = new CellOutput(metric, output);
    }

    @Override
    public void add(Partials partials) {
        var block = new BlockReader(partials.block, digest);
        while (block.next()) {
            add(block);
        }
    }

    private void add(BlockReader block) {
        var what = StateNames.key(name, block.bytes(), block.keyStart(), block.keyLength());
        byte[] stored = store.get(what);
        var sessions =
                stored == null
                        ? new KeySessions(layout, KeySessions.copyKey(block))
                        : KeySessions.decode(layout, digest, stored);
        var session = sessions.append(block.readLong(), block.readLong());
        block.read(sessions.rows(), session.row());
        if (isAfterIdle(session)) {
            afterIdle(sessions, session);
        } else {
            join(sessions, session);
            schedule(what, sessions);
            store.put(what, sessions.encode(digest));
        }
    }

    private long end(Session session) {
        return session.last() + window.gapMillis();
    }

    private long dropTime(Session session) {
        return end(session) + retention;
    }

    /**
     * Whether a session that this one touches may be gone: its last event was then no later than
     * {@code reached - gap - retention}. Without idle partitions this never is: an event that is on
     * time ends a session of its own after {@code reached - allowed lateness}.
     */
    private boolean isAfterIdle(Session session) {
        return session.first() + retention <= timers.reached();
    }

    private void afterIdle(KeySessions sessions, Session session) {
        cells.afterIdle(
                window,
                session.first(),
                end(session),
                sessions.rows().events(session.row()),
                sessions.rows().fingerprint(session.row()));
    }

    private void join(KeySessions sessions, Session session) {
        for (Session other : sessions.join(session, window.gapMillis())) {
            boolean sameCell = other.first() == session.first() && other.last() == session.last();
            if (other.revision() > 0 && !sameCell) {
                cells.retract(
                        window,
                        other.first(),
                        end(other),
                        codec.decode(sessions.key(), 0),
                        other.revision());
            }
        }
    }

    @Override
    public void onTimer(String what, long time) {
        var name = StateNames.of(this.name, what);
        byte[] stored = store.get(name);
        if (stored == null) {
            return;
        }
        var sessions = KeySessions.decode(layout, digest, stored);
        for (Session session : sessions.sessions()) {
            if (!session.published() && end(session) <= time) {
                publish(sessions, session);
            }
        }
        sessions.sessions().removeIf(session -> session.published() && dropTime(session) <= time);
        keep(name, sessions, time);
    }

    private void publish(KeySessions sessions, Session session) {
        cells.publish(
                window,
                session.first(),
                end(session),
                codec.decode(sessions.key(), 0),
                sessions.rows(),
                session.row(),
                session.revision());
        session.setPublished();
    }

    private void keep(String what, KeySessions sessions, long time) {
        if (sessions.sessions().isEmpty()) {
            store.remove(what);
            return;
        }
        if (sessions.scheduled() <= time) {
            sessions.schedule(Long.MAX_VALUE);
            schedule(what, sessions);
        }
        store.put(what, sessions.encode(digest));
    }

    /**
     * Asks for a timer for what is due first, unless an earlier one is on its way: a session that
     * grows moves its end, and an early timer merely looks again. So there is about one timer a
     * session, not one an event.
     */
    private void schedule(String what, KeySessions sessions) {
        long due = Long.MAX_VALUE;
        for (Session session : sessions.sessions()) {
            due = Math.min(due, session.published() ? dropTime(session) : end(session));
        }
        if (due < sessions.scheduled()) {
            sessions.schedule(due);
            timers.register(what, due);
        }
    }
}
