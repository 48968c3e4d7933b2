package org.tallystick.jobs.archive;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.columnar.ColumnarRowData;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.VectorizedColumnBatch;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;
import org.tallystick.event.EventLayout;

/** A row of columns of the table {@code events}, seen as the row that left the source. */
final class ColumnarEvent implements RowData {
    private final EventLayout layout;
    private final EventIdentity identity;

    /** For each of our columns that which fills it, or {@link ColumnsRead#ABSENT}. */
    private final int[] sources;

    private final ColumnarRowData columns;

    /**
     * @param sources {@link ColumnsRead#sources}
     * @param vectors the columns that these are numbers of
     */
    ColumnarEvent(
            EventLayout layout, int[] sources, EventIdentity identity, ColumnVector[] vectors) {
        this.layout = layout;
        this.identity = identity;
        this.sources = sources;
        columns = new ColumnarRowData(new VectorizedColumnBatch(vectors));
    }

    /** Goes to a row of the batch. */
    void point(int row) {
        columns.setRowId(row);
    }

    @Override
    public int getArity() {
        return sources.length;
    }

    @Override
    public RowKind getRowKind() {
        return RowKind.INSERT;
    }

    @Override
    public void setRowKind(RowKind kind) {
        throw new UnsupportedOperationException("events are only ever added");
    }

    @Override
    public boolean isNullAt(int at) {
        if (at == layout.identity()) {
            return false;
        }
        return sources[at] == ColumnsRead.ABSENT || columns.isNullAt(sources[at]);
    }

    /** The table has microseconds where events have milliseconds. */
    @Override
    public long getLong(int at) {
        if (at == layout.identity()) {
            return identity.of(this);
        }
        long value = columns.getLong(sources[at]);
        return ColumnsRead.isTime(layout, at) ? Math.floorDiv(value, 1000L) : value;
    }

    @Override
    public boolean getBoolean(int at) {
        return columns.getBoolean(sources[at]);
    }

    @Override
    public byte getByte(int at) {
        return columns.getByte(sources[at]);
    }

    @Override
    public short getShort(int at) {
        return columns.getShort(sources[at]);
    }

    @Override
    public int getInt(int at) {
        return columns.getInt(sources[at]);
    }

    @Override
    public float getFloat(int at) {
        return columns.getFloat(sources[at]);
    }

    @Override
    public double getDouble(int at) {
        return columns.getDouble(sources[at]);
    }

    @Override
    public StringData getString(int at) {
        return columns.getString(sources[at]);
    }

    @Override
    public byte[] getBinary(int at) {
        return columns.getBinary(sources[at]);
    }

    @Override
    public TimestampData getTimestamp(int at, int precision) {
        long micros = columns.getLong(sources[at]);
        return TimestampData.fromEpochMillis(
                Math.floorDiv(micros, 1000L), Math.floorMod(micros, 1000) * 1000);
    }

    @Override
    public DecimalData getDecimal(int at, int precision, int scale) {
        return columns.getDecimal(sources[at], precision, scale);
    }

    @Override
    public ArrayData getArray(int at) {
        return columns.getArray(sources[at]);
    }

    @Override
    public MapData getMap(int at) {
        return columns.getMap(sources[at]);
    }

    @Override
    public RowData getRow(int at, int fields) {
        return columns.getRow(sources[at], fields);
    }

    @Override
    public <T> RawValueData<T> getRawValue(int at) {
        return columns.getRawValue(sources[at]);
    }

    @Override
    public Variant getVariant(int at) {
        return columns.getVariant(sources[at]);
    }
}
