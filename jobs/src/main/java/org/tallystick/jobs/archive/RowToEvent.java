package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalSerializers;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.source.reader.RowDataConverter;
import org.tallystick.event.EventLayout;

/**
 * Turns rows of the table {@code events} back into the rows that left the source.
 *
 * <p>It runs inside the reader, which reuses its rows: so every value is copied.
 */
final class RowToEvent implements RowDataConverter<RowData> {
    private final EventLayout layout;
    private final EventIdentity identity;
    private final List<Column> columns;
    private final int arity;

    /**
     * @param projected the table's columns that are read
     */
    RowToEvent(EventLayout layout, Schema projected, EventIdentity identity) {
        this.layout = layout;
        this.identity = identity;
        this.arity = layout.rowType().getFieldCount();
        this.columns = columns(layout, projected);
    }

    private static List<Column> columns(EventLayout layout, Schema projected) {
        var ours = layout.rowType();
        var read = FlinkSchemaUtil.convert(projected);
        var columns = new ArrayList<Column>();
        for (int at = 0; at < read.getFieldCount(); at++) {
            int to = ours.getFieldIndex(read.getFieldNames().get(at));
            boolean time = ColumnsRead.isTime(layout, to);
            var getter = RowData.createFieldGetter(read.getTypeAt(at), at);
            var copier = InternalSerializers.create(ours.getTypeAt(to));
            columns.add(new Column(at, to, time, getter, copier));
        }
        return List.copyOf(columns);
    }

    @Override
    public RowData apply(RowData archived) {
        var event = new GenericRowData(arity);
        for (var column : columns) {
            event.setField(column.to, column.value(archived));
        }
        event.setField(layout.identity(), identity.of(event));
        return event;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(layout.rowType());
    }

    /** A column of the table, and where it goes in the event. */
    private record Column(
            int at, int to, boolean time, RowData.FieldGetter getter, TypeSerializer<Object> copier)
            implements Serializable {

        Object value(RowData row) {
            if (time) {
                return Times.millis(row, at);
            }
            Object value = getter.getFieldOrNull(row);
            return value == null ? null : copier.copy(value);
        }
    }
}
