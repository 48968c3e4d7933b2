package org.tallystick.event;

import java.io.Serializable;
import java.time.DateTimeException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Reads an event's time from its column.
 *
 * <p>TIMESTAMP_LTZ is an instant; TIMESTAMP and strings without an offset are taken as UTC. What is
 * finer than a millisecond is cut towards the past.
 */
public final class EventTime implements Serializable {
    private final String name;
    private final int column;
    private final LogicalTypeRoot root;
    private final int precision;

    private EventTime(String name, int column, LogicalType type) {
        this.name = name;
        this.column = column;
        this.root = type.getTypeRoot();
        this.precision = root == LogicalTypeRoot.VARCHAR ? 0 : LogicalTypeChecks.getPrecision(type);
    }

    /**
     * The event time in a field.
     *
     * @throws IllegalArgumentException where there is no such field, or it can hold no event time
     */
    public static EventTime of(RowType event, String field) {
        int column = event.getFieldIndex(field);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "the event schema has no field '%s' to take event time from; it has %s"
                            .formatted(field, String.join(", ", event.getFieldNames())));
        }
        var type = event.getTypeAt(column);
        return switch (type.getTypeRoot()) {
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, VARCHAR ->
                    new EventTime(field, column, type);
            default ->
                    throw new IllegalArgumentException(
                            "field '%s' is %s; event time is a timestamp-millis, timestamp-micros or ISO-8601 string"
                                    .formatted(field, type.asSummaryString()));
        };
    }

    /** The field's name. */
    public String field() {
        return name;
    }

    /** Whether the event has no time. */
    public boolean isNull(RowData event) {
        return event.isNullAt(column);
    }

    /**
     * Epoch ms; only where {@link #isNull} is false.
     *
     * @throws DateTimeException where a string is no ISO-8601 date-time
     */
    public long millis(RowData event) {
        return root == LogicalTypeRoot.VARCHAR
                ? IsoTime.millis(event.getString(column).toBytes())
                : event.getTimestamp(column, precision).getMillisecond();
    }
}
