package org.tallystick.bench;

import java.util.List;

/** The queries: the first four every peer answers, the others are about late events. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are
public enum Query {
    /** Tumbling 1 min per country: count, sum, max. */
    Q1("country", List.of(new Tumbling(60_000)), List.of("sum", "max")),
    /** Sliding 10 min every 10 s per user: count, sum. */
    Q2("user", List.of(new Sliding(600_000, 10_000)), List.of("sum")),
    /** Three sliding windows per page: count, sum, min, max. */
    Q3(
            "page",
            List.of(
                    new Sliding(60_000, 10_000),
                    new Sliding(600_000, 10_000),
                    new Sliding(3_600_000, 60_000)),
            List.of("sum", "min", "max")),
    /** Sessions with a gap of 30 s per user: count, sum. */
    Q4("user", List.of(new Session(30_000)), List.of("sum")),
    /** Q2 with an allowed lateness of 10 min. */
    Q5("user", List.of(new Sliding(600_000, 10_000)), List.of("sum")),
    /** Sliding 1 d every 10 s per country: count, sum. */
    Q6("country", List.of(new Sliding(86_400_000, 10_000)), List.of("sum"));

    private final String key;
    private final List<Window> windows;
    private final List<String> aggregates;

    Query(String key, List<Window> windows, List<String> aggregates) {
        this.key = key;
        this.windows = windows;
        this.aggregates = aggregates;
    }

    /** The column that events are grouped by. */
    String key() {
        return key;
    }

    List<Window> windows() {
        return windows;
    }

    /** What is computed of {@code amount}, besides the count of events. */
    List<String> aggregates() {
        return aggregates;
    }

    /**
     * Whether events are late. The other peers judge that by when events come, so that they would
     * not even agree with themselves.
     */
    boolean hasLateEvents() {
        return this == Q5 || this == Q6;
    }

    /** Whether cells are published again when late events change them. */
    boolean isRevised() {
        return this == Q5;
    }

    /** A window, all lengths in ms. */
    sealed interface Window {}

    record Tumbling(long size) implements Window {}

    record Sliding(long size, long slide) implements Window {}

    record Session(long gap) implements Window {}
}
