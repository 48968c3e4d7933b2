package org.tallystick.pipeline;

/** The key of sinks that put single cells aside. */
public final class RejectedCellsKey {
    /** Where they go. */
    public static final Key<String> KEY =
            Key.of(
                            "rejected-cells",
                            Kinds.TEXT,
                            "The folder of the cells that the sink refuses for themselves")
                    .or(SinkSpec.REJECTED_CELLS);

    private RejectedCellsKey() {}
}
