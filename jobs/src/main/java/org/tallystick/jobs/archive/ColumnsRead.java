package org.tallystick.jobs.archive;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.tallystick.event.EventLayout;

/** Where the columns of events lie in those of the table that are read. */
final class ColumnsRead {
    /** The source of a column that is not read. */
    static final int ABSENT = -1;

    private ColumnsRead() {}

    /** For each column of the layout the projected column that fills it, or {@link #ABSENT}. */
    static int[] sources(EventLayout layout, Schema projected) {
        var names = layout.rowType().getFieldNames();
        int[] sources = new int[names.size()];
        Arrays.fill(sources, ABSENT);
        for (int i = 0; i < projected.columns().size(); i++) {
            sources[names.indexOf(projected.columns().get(i).name())] = i;
        }
        return sources;
    }

    /** Whether a column of the layout is epoch ms of what the table has as a timestamp. */
    static boolean isTime(EventLayout layout, int column) {
        return column == layout.time()
                || column == layout.partitionTime()
                || column == layout.ingestedAt();
    }

    /**
     * The types as which columns are read: timestamps as numbers of microseconds, since Flink's
     * reader fails on those before 1970.
     */
    static List<LogicalType> types(Schema projected) {
        return FlinkSchemaUtil.convert(projected).getChildren().stream()
                .map(type -> type.isAnyOf(LogicalTypeFamily.TIMESTAMP) ? new BigIntType() : type)
                .toList();
    }
}
