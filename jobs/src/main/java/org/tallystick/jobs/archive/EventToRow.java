package org.tallystick.jobs.archive;

import static org.tallystick.jobs.archive.Times.timestamp;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.EventLayout;

/** Events as rows of the table {@code events}. */
public final class EventToRow implements MapFunction<RowData, RowData> {
    private final EventLayout layout;
    private final RowOrder order;
    private final RowData.FieldGetter[] columns;

    EventToRow(EventLayout layout, RowOrder order) {
        this.layout = layout;
        this.order = order;
        var type = layout.rowType();
        // The event's own columns and its position, which stand first in both.
        this.columns = new RowData.FieldGetter[layout.offset() + 1];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
        }
    }

    /** Makes rows of {@link #rowType}, whatever a table has besides. */
    public static EventToRow of(EventLayout layout) {
        return new EventToRow(layout, RowOrder.asTheyAre(rowType(layout)));
    }

    /** The columns of the table as this release makes it. */
    public static RowType rowType(EventLayout layout) {
        return ArchiveTable.events(layout).rowType();
    }

    @Override
    public RowData map(RowData event) {
        var values = new Object[columns.length + 3];
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].getFieldOrNull(event);
        }
        values[columns.length] = timestamp(event, layout.partitionTime());
        values[columns.length + 1] = timestamp(event, layout.ingestedAt());
        values[columns.length + 2] = timestamp(event, layout.time());
        return order.row(values);
    }
}
