package org.tallystick.jobs.archive;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.source.reader.RowDataConverter;

/** Rows of a table as they are; copied, since the reader uses its rows again. */
record RowCopy(RowType type, RowDataSerializer serializer) implements RowDataConverter<RowData> {

    /**
     * @param projected the columns that are read
     */
    static RowCopy of(Schema projected) {
        var type = FlinkSchemaUtil.convert(projected);
        return new RowCopy(type, new RowDataSerializer(type));
    }

    @Override
    public RowData apply(RowData row) {
        return serializer.copy(row);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(type);
    }
}
