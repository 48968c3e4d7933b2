package org.tallystick.source.format.avro;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Turns a value as Avro's generic reader gives it into Flink's form of a column. */
@FunctionalInterface
interface AvroValue {

    /** The value in Flink's form; never called with null. */
    Object ofPresent(Object value);

    /** The same, and null for null. */
    default Object of(Object value) {
        return value == null ? null : ofPresent(value);
    }

    static AvroValue of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, INTEGER, BIGINT, FLOAT, DOUBLE, DATE -> value -> value;
            case CHAR, VARCHAR -> AvroValue::string;
            case BINARY, VARBINARY -> AvroValue::bytes;
            case DECIMAL -> decimal((DecimalType) type);
            case TIME_WITHOUT_TIME_ZONE -> AvroValue::millisOfDay;
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    LogicalTypeChecks.getPrecision(type) <= 3
                            ? value -> TimestampData.fromEpochMillis((Long) value)
                            : AvroValue::micros;
            case ARRAY -> array(of(((ArrayType) type).getElementType()));
            case MAP -> map(of(((MapType) type).getValueType()));
            case ROW -> row((RowType) type);
            default -> throw new IllegalArgumentException("no column of " + type.asSummaryString());
        };
    }

    private static StringData string(Object value) {
        return StringData.fromString(value.toString());
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        var buffer = ((ByteBuffer) value).duplicate();
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static AvroValue decimal(DecimalType type) {
        return value ->
                DecimalData.fromUnscaledBytes(bytes(value), type.getPrecision(), type.getScale());
    }

    /** time-millis is an int, time-micros a long. */
    private static Object millisOfDay(Object value) {
        return value instanceof Long micros ? Integer.valueOf((int) (micros / 1000)) : value;
    }

    private static TimestampData micros(Object value) {
        long micros = (Long) value;
        return TimestampData.fromEpochMillis(
                Math.floorDiv(micros, 1000), Math.floorMod(micros, 1000) * 1000);
    }

    private static AvroValue array(AvroValue element) {
        return value ->
                new GenericArrayData(((Collection<?>) value).stream().map(element::of).toArray());
    }

    private static AvroValue map(AvroValue entry) {
        return value -> {
            var map = new HashMap<StringData, Object>();
            ((Map<?, ?>) value).forEach((key, each) -> map.put(string(key), entry.of(each)));
            return new GenericMapData(map);
        };
    }

    private static AvroValue row(RowType type) {
        List<AvroValue> fields = type.getChildren().stream().map(AvroValue::of).toList();
        return value -> {
            var row = new GenericRowData(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                row.setField(i, fields.get(i).of(((IndexedRecord) value).get(i)));
            }
            return row;
        };
    }
}
