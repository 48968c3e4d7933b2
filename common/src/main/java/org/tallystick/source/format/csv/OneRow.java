package org.tallystick.source.format.csv;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.tallystick.source.format.BadRecordException;

/** Takes what Flink makes of one record, which has to be one row. */
final class OneRow implements Collector<RowData> {
    private RowData row;
    private int rows;

    void clear() {
        row = null;
        rows = 0;
    }

    @Override
    public void collect(RowData next) {
        row = next;
        rows++;
    }

    /** The row; a record of none or several has no place in the books, which count records. */
    GenericRowData only() throws BadRecordException {
        if (rows != 1) {
            throw new BadRecordException(rows + " events in one record, expected 1");
        }
        return (GenericRowData) row;
    }

    @Override
    public void close() {}
}
