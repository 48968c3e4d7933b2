package org.tallystick.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Where a value lies in an event: in a column, or in a record that lies in one. */
public final class ColumnPath implements Serializable {
    private static final String POINT = "\\.";

    private final String text;

    /** The records on the way, from the outermost on; none for a column of the event. */
    private final List<Step> above;

    private final int column;
    private final LogicalType type;

    private ColumnPath(String text, List<Step> above, int column, LogicalType type) {
        this.text = text;
        this.above = List.copyOf(above);
        this.column = column;
        this.type = type;
    }

    /**
     * Into a record.
     *
     * @param column where it lies in the one around it
     * @param width how many fields it has
     */
    private record Step(int column, int width) implements Serializable {}

    /**
     * The place of a value.
     *
     * @param path a column's name; or names, each in the record of the one before, with points
     *     between them
     * @return empty where the event has no such place
     */
    public static Optional<ColumnPath> of(RowType event, String path) {
        var steps = new ArrayList<Step>();
        var record = event;
        var names = path.split(POINT, -1);
        for (int i = 0; i < names.length - 1; i++) {
            int column = record.getFieldIndex(names[i]);
            if (column < 0 || !(record.getTypeAt(column) instanceof RowType inner)) {
                return Optional.empty();
            }
            steps.add(new Step(column, inner.getFieldCount()));
            record = inner;
        }
        int last = record.getFieldIndex(names[names.length - 1]);
        return last < 0
                ? Optional.empty()
                : Optional.of(new ColumnPath(path, steps, last, record.getTypeAt(last)));
    }

    /** The column of the event in which a path begins. */
    public static String columnOf(String path) {
        return path.split(POINT, 2)[0];
    }

    /** The path of a field in a record. */
    public static String below(String record, String field) {
        return record.isEmpty() ? field : record + "." + field;
    }

    /** The value's type. */
    public LogicalType type() {
        return type;
    }

    /** Where the value lies in its {@link #row}. */
    public int column() {
        return column;
    }

    /** The record that the value lies in, mostly the event itself; null where there is none. */
    public RowData row(RowData event) {
        var row = event;
        for (int i = 0; i < above.size() && row != null; i++) {
            var step = above.get(i);
            row = row.isNullAt(step.column()) ? null : row.getRow(step.column(), step.width());
        }
        return row;
    }

    /** Whether there is no value. */
    public boolean isNull(RowData event) {
        var row = row(event);
        return row == null || row.isNullAt(column);
    }

    /** The path as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
