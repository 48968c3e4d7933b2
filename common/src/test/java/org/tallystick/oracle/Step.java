package org.tallystick.oracle;

/** Something that happens to the engine's parallel subtasks. */
public sealed interface Step {

    /** An event reaches a subtask. */
    record Arrival(int subtask, OracleEvent event) implements Step {}

    /**
     * The watermark of a subtask advances: all its partitions' clocks, less out-of-orderness, are
     * beyond {@code timestamp}. {@link Long#MAX_VALUE} is its last: nothing more comes there.
     */
    record Watermark(int subtask, long timestamp) implements Step {}

    /** A snapshot of all subtasks. */
    record Barrier() implements Step {}
}
