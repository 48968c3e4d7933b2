package org.tallystick.event;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Optional;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * How texts and numbers become timestamps, for each field that is one.
 *
 * <p>That of event time goes by the pipeline; the others by ISO 8601 and the schema, and where they
 * have no offset by the pipeline's zone.
 */
public final class TimeColumns implements Serializable {
    private final String eventTime;
    private final HashMap<String, TimeColumn> byPath = new HashMap<>();

    private TimeColumns(String eventTime) {
        this.eventTime = eventTime;
    }

    /**
     * The timestamps of a record.
     *
     * @param eventTime the path of the event-time field
     */
    public static TimeColumns of(RowType record, String eventTime, TimeForm form) {
        var columns = new TimeColumns(eventTime);
        columns.add("", record, form);
        return columns;
    }

    /** That of a field, which is a timestamp, or an array or a map of such. */
    public TimeColumn at(String path) {
        return byPath.get(path);
    }

    private void add(String path, LogicalType type, TimeForm form) {
        if (type instanceof RowType row) {
            for (var field : row.getFields()) {
                add(ColumnPath.below(path, field.getName()), field.getType(), form);
            }
        } else if (type instanceof ArrayType array) {
            add(path, array.getElementType(), form);
        } else if (type instanceof MapType map) {
            add(path, map.getValueType(), form);
        } else if (type.is(LogicalTypeFamily.TIMESTAMP)) {
            byPath.put(path, column(path, type, form));
        }
    }

    private TimeColumn column(String path, LogicalType type, TimeForm form) {
        if (path.equals(eventTime)) {
            return new TimeColumn(type, form, true);
        }
        var other = new TimeForm(Optional.empty(), form.zone(), form.overlap(), Optional.empty());
        return new TimeColumn(type, other, false);
    }
}
