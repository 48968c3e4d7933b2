package org.tallystick.jobs.archive;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.source.reader.RowDataConverter;

/** Rows of the table {@code results} with the time of their publication in front. */
final class RowToPublished implements RowDataConverter<Tuple2<Long, PublishedCell>> {
    static final TypeInformation<PublishedCell> CELL = TypeInformation.of(PublishedCell.class);
    private static final TypeInformation<Tuple2<Long, PublishedCell>> VERSION =
            Types.TUPLE(Types.LONG, CELL);

    /** Columns in the order of {@link ArchiveTable#results}. */
    @Override
    public Tuple2<Long, PublishedCell> apply(RowData row) {
        var cell =
                new PublishedCell(
                        row.getString(0).toString(),
                        row.getString(1).toString(),
                        Times.millis(row, 2),
                        Times.millis(row, 3),
                        row.getString(4).toString(),
                        row.getString(5).toString(),
                        row.getLong(6),
                        row.getLong(7),
                        row.getInt(8),
                        row.getBoolean(9),
                        row.getString(10).toString());
        return Tuple2.of(Times.millis(row, 11), cell);
    }

    @Override
    public TypeInformation<Tuple2<Long, PublishedCell>> getProducedType() {
        return VERSION;
    }

    /**
     * The version that counts; of equal ones that which came later, and of those which came at once
     * any, but always the same.
     */
    static Tuple2<Long, PublishedCell> newer(
            Tuple2<Long, PublishedCell> left, Tuple2<Long, PublishedCell> right) {
        int order = left.f1.version().compareTo(right.f1.version());
        order = order != 0 ? order : Long.compare(left.f0, right.f0);
        order = order != 0 ? order : left.f1.toString().compareTo(right.f1.toString());
        return order >= 0 ? left : right;
    }
}
