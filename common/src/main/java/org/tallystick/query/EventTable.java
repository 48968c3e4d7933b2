package org.tallystick.query;

import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;

/**
 * The one table that a query may read.
 *
 * @param time the column of event time, by its path; empty where it is not known, and told
 *     elsewhere
 * @param columns the event schema's; empty as well
 */
public record EventTable(Optional<String> time, Optional<RowType> columns) {
    static final String NAME = "events";
}
