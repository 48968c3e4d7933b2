package org.tallystick.jobs.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The newest checkpoint that the archive holds, in all its tables: what a reader pins.
 *
 * @param events the snapshot of {@code events}
 * @param others the snapshots of {@code rejects}, {@code ledger}, {@code results} and {@code
 *     progress} that belong to it, by table; none for one that was empty
 * @param closedUntil epoch ms: every cell that the live job publishes at watermarks up to this is
 *     in {@code results}
 */
public record Pin(long events, Map<String, Long> others, long closedUntil) {
    private static final String SNAPSHOT = "tallystick.snapshot.";
    private static final String CLOSED_UNTIL = "tallystick.closed-until";

    public Pin {
        others = Map.copyOf(others);
    }

    /**
     * Reads it from the summary of the newest snapshot that a live job made; files may have been
     * rewritten since, which changes no row.
     */
    static Optional<Pin> of(Table events) {
        if (events.currentSnapshot() == null) {
            return Optional.empty();
        }
        var pin = at(events, events.currentSnapshot().snapshotId());
        if (pin.isEmpty()) {
            throw new IllegalStateException(
                    "archive: %s was written by a build that kept no record of its progress: give the archive another namespace"
                            .formatted(events.name()));
        }
        return pin;
    }

    /** What was the newest at a snapshot of {@code events}; empty where that is gone. */
    static Optional<Pin> at(Table events, long snapshotId) {
        if (events.snapshot(snapshotId) == null) {
            return Optional.empty();
        }
        for (var snapshot : SnapshotUtil.ancestorsOf(snapshotId, events::snapshot)) {
            if (snapshot.summary().containsKey(CLOSED_UNTIL)) {
                return Optional.of(of(events.snapshot(snapshotId), snapshot.summary()));
            }
        }
        return Optional.empty();
    }

    private static Pin of(Snapshot newest, Map<String, String> summary) {
        var others = new HashMap<String, Long>();
        summary.forEach(
                (key, value) -> {
                    if (key.startsWith(SNAPSHOT)) {
                        others.put(key.substring(SNAPSHOT.length()), Long.valueOf(value));
                    }
                });
        return new Pin(newest.snapshotId(), others, Long.parseLong(summary.get(CLOSED_UNTIL)));
    }

    /** The snapshot of the ledger, if it had any. */
    public OptionalLong ledger() {
        var snapshot = others.get(ArchiveTable.LEDGER);
        return snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot);
    }

    /** The snapshot of another table, if it had any. */
    public Optional<Long> snapshot(String table) {
        return Optional.ofNullable(others.get(table));
    }

    static Map<String, String> properties(Map<String, Long> others, long closedUntil) {
        var properties = new HashMap<String, String>();
        others.forEach((table, id) -> properties.put(SNAPSHOT + table, Long.toString(id)));
        properties.put(CLOSED_UNTIL, Long.toString(closedUntil));
        return properties;
    }
}
