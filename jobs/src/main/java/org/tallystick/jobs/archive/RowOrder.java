package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;

/**
 * How the columns that this release writes lie in a table that may have others between them: from
 * an older schema, or added later.
 *
 * @param sources for each of the table's columns which of ours fills it, or -1 for null
 */
record RowOrder(List<Integer> sources) implements Serializable {

    static RowOrder of(RowType ours, Schema table) {
        var sources = new ArrayList<Integer>();
        for (var column : table.columns()) {
            sources.add(ours.getFieldIndex(column.name()));
        }
        return new RowOrder(List.copyOf(sources));
    }

    /** Our columns, and no others. */
    static RowOrder asTheyAre(RowType ours) {
        return new RowOrder(IntStream.range(0, ours.getFieldCount()).boxed().toList());
    }

    /** Our values as a row of the table. */
    RowData row(Object... ours) {
        var row = new GenericRowData(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            int source = sources.get(i);
            row.setField(i, source < 0 ? null : ours[source]);
        }
        return row;
    }

    /**
     * The table's columns with our types where we fill them: a millisecond timestamp lies in a row
     * in another way than the table's microseconds.
     */
    RowType rowType(RowType ours, Schema table) {
        var fields = new ArrayList<RowType.RowField>();
        for (int i = 0; i < sources.size(); i++) {
            var column = table.columns().get(i);
            int source = sources.get(i);
            var type =
                    source < 0
                            ? FlinkSchemaUtil.convert(column.type()).copy(true)
                            : ours.getTypeAt(source);
            fields.add(new RowType.RowField(column.name(), type));
        }
        return new RowType(fields);
    }
}
