package org.tallystick.violation.aggregate;

import org.apache.flink.types.RowKind;

/** Plain logic that knows Flink. */
public record FlinkInTheCore(RowKind kind) {}
