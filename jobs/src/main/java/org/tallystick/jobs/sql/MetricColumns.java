package org.tallystick.jobs.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.flink.types.RowKind;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;
import org.tallystick.sql.ColumnTypes;

/**
 * A metric's cells as rows of SQL: {@code window, window_start, window_end}, its keys, its
 * aggregates, {@code events, revision}, and {@code cell}, the text that a cell is known by.
 *
 * <p>That text is the primary key, as it is in PostgreSQL: keys may be null, columns of a primary
 * key may not.
 */
final class MetricColumns implements Serializable {
    private static final String CELL = "cell";
    private static final int FIRST = 3;
    private static final int MILLIS = 3;

    private final BoundMetric metric;
    private final CellJson json;
    private final List<ValueType> keys;
    private final List<ValueType> values;

    MetricColumns(BoundMetric metric) {
        this.metric = metric;
        json = new CellJson(List.of(metric));
        keys = metric.keys().stream().map(key -> key.type()).toList();
        values = metric.aggregates().stream().map(each -> each.aggregator().resultType()).toList();
    }

    BoundMetric metric() {
        return metric;
    }

    RowType rowType() {
        var fields = new ArrayList<RowType.RowField>();
        add(fields, "window", VarCharType.STRING_TYPE.copy(false));
        add(fields, "window_start", new LocalZonedTimestampType(false, MILLIS));
        add(fields, "window_end", new LocalZonedTimestampType(false, MILLIS));
        metric.keys().forEach(key -> add(fields, key.name(), ColumnTypes.of(key.type())));
        metric.aggregates()
                .forEach(
                        each ->
                                add(
                                        fields,
                                        each.name(),
                                        ColumnTypes.of(each.aggregator().resultType())));
        add(fields, "events", new BigIntType(false));
        add(fields, "revision", new IntType(false));
        add(fields, CELL, VarCharType.STRING_TYPE.copy(false));
        return new RowType(false, fields);
    }

    private static void add(List<RowType.RowField> fields, String name, LogicalType type) {
        fields.add(new RowType.RowField(name, type));
    }

    /** The columns and the primary key. */
    Schema schema() {
        return Schema.newBuilder()
                .fromRowDataType(TypeConversions.fromLogicalToDataType(rowType()))
                .primaryKey(CELL)
                .build();
    }

    /** A version of a cell: the row that now stands for it; or of a retraction, one to delete. */
    RowData row(Cell cell) {
        var row = new GenericRowData(FIRST + keys.size() + values.size() + 3);
        row.setRowKind(cell.retracted() ? RowKind.DELETE : RowKind.UPDATE_AFTER);
        row.setField(0, StringData.fromString(cell.window()));
        row.setField(1, TimestampData.fromEpochMillis(cell.start()));
        row.setField(2, TimestampData.fromEpochMillis(cell.end()));
        int at = put(row, FIRST, keys, cell.keys());
        at = put(row, at, values, cell.values());
        row.setField(at, cell.events());
        row.setField(at + 1, cell.revision());
        row.setField(at + 2, StringData.fromString(json.identity(cell)));
        return row;
    }

    private static int put(GenericRowData row, int at, List<ValueType> types, List<Object> all) {
        for (int i = 0; i < types.size(); i++) {
            row.setField(at + i, SqlTypes.toRow(types.get(i), all.get(i)));
        }
        return at + types.size();
    }

    /**
     * The cell that a row is a version of.
     *
     * @throws IllegalArgumentException one line, where its {@code cell} is not that of its window
     *     and keys: two cells would be taken for versions of one, or one for two
     */
    Cell cell(RowData row) {
        var cell = unchecked(row);
        var said = row.getString(FIRST + keys.size() + values.size() + 2).toString();
        var meant = json.identity(cell);
        if (!said.equals(meant)) {
            throw new IllegalArgumentException(
                    "a row for %s has the cell %s, its window and keys are those of %s"
                            .formatted(metric.name(), said, meant));
        }
        return cell;
    }

    private Cell unchecked(RowData row) {
        boolean retracted = row.getRowKind() == RowKind.DELETE;
        int behind = FIRST + keys.size() + values.size();
        return new Cell(
                metric.name(),
                row.getString(0).toString(),
                row.getTimestamp(1, MILLIS).getMillisecond(),
                row.getTimestamp(2, MILLIS).getMillisecond(),
                take(row, FIRST, keys),
                retracted
                        ? Collections.nCopies(values.size(), null)
                        : take(row, FIRST + keys.size(), values),
                retracted ? 0 : row.getLong(behind),
                0,
                row.getInt(behind + 1),
                retracted);
    }

    private static List<Object> take(RowData row, int at, List<ValueType> types) {
        var all = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            all.add(SqlTypes.ofRow(types.get(i), row, at + i));
        }
        return Collections.unmodifiableList(all);
    }
}
