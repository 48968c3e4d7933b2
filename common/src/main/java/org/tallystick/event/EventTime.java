package org.tallystick.event;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Reads an event's time from its column.
 *
 * <p>TIMESTAMP_LTZ is an instant; TIMESTAMP, DATE and strings without an offset are of the
 * pipeline's zone; numbers, and strings if they are such, count in its unit since 1970. What is
 * finer than a millisecond is cut towards the past: the column itself keeps it.
 */
public final class EventTime implements Serializable {
    private final ColumnPath path;
    private final int column;
    private final LogicalType type;
    private final int precision;
    private final TimeReader reader;

    /** Null where the pipeline names none. */
    private final EpochUnit unit;

    /** Null where a timestamp cannot be a number of another unit than the schema's. */
    private final EpochUnit doubted;

    private EventTime(ColumnPath path, TimeForm form, boolean bySchemaAlone) {
        this.path = path;
        column = path.column();
        type = path.type();
        boolean timestamp = type.is(LogicalTypeFamily.TIMESTAMP);
        precision = timestamp ? LogicalTypeChecks.getPrecision(type) : 0;
        reader = new TimeReader(form);
        unit = form.unit().orElse(null);
        doubted = timestamp && bySchemaAlone ? EpochUnit.ofDecimals(precision) : null;
    }

    /**
     * The event time in a field.
     *
     * @param form how it is written
     * @param bySchemaAlone whether timestamps are numbers of the schema's unit, unseen by {@link
     *     TimeColumns}
     * @throws IllegalArgumentException where there is no such field, or it can hold no event time;
     *     the message is one line
     */
    public static EventTime of(RowType event, String field, TimeForm form, boolean bySchemaAlone) {
        var path =
                ColumnPath.of(event, field)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the event schema has no field '%s' to take event time from; it has %s"
                                                        .formatted(
                                                                field,
                                                                String.join(
                                                                        ", ",
                                                                        event.getFieldNames()))));
        var type = path.type();
        if (!fits(type, form)) {
            throw new IllegalArgumentException(
                    "field '%s' is %s; event time is a timestamp-millis, timestamp-micros, date or ISO-8601 string, or a number with time-unit"
                            .formatted(field, type.asSummaryString()));
        }
        return new EventTime(path, form, bySchemaAlone);
    }

    /** Whether a column of a type can hold event times that are written so. */
    public static boolean fits(LogicalType type, TimeForm form) {
        return switch (type.getTypeRoot()) {
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, CHAR, VARCHAR -> true;
            case DATE -> form.format().isEmpty() && form.unit().isEmpty();
            case INTEGER, BIGINT, DECIMAL, DOUBLE -> form.unit().isPresent();
            default -> false;
        };
    }

    /** The field's name. */
    public String field() {
        return path.toString();
    }

    /** Whether the event has no time. */
    public boolean isNull(RowData event) {
        return path.isNull(event);
    }

    /**
     * Epoch ms; only where {@link #isNull} is false.
     *
     * @throws DateTimeException where it is none; the message says of the column's value what is
     *     wrong with it, and begins with "it" or "in"
     * @throws ArithmeticException where it is beyond epoch ms
     */
    public long millis(RowData event) {
        var row = path.row(event);
        return switch (type.getTypeRoot()) {
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> certain(timestamp(row)).getMillisecond();
            case TIMESTAMP_WITHOUT_TIME_ZONE -> local(certain(timestamp(row)));
            case CHAR, VARCHAR -> reader.millis(row.getString(column).toBytes());
            case DATE -> reader.locals().second(LocalDate.ofEpochDay(row.getInt(column))) * 1000;
            case INTEGER -> unit.certain(row.getInt(column)).millis();
            case BIGINT -> unit.certain(row.getLong(column)).millis();
            default -> unit.moment(number(row)).millis();
        };
    }

    /** The column's value as a person would write it, for a message. */
    public String text(RowData event) {
        var row = path.row(event);
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> row.getString(column).toString();
            case INTEGER -> Integer.toString(row.getInt(column));
            case BIGINT -> Long.toString(row.getLong(column));
            case DECIMAL, DOUBLE -> number(row);
            case DATE -> LocalDate.ofEpochDay(row.getInt(column)).toString();
            default -> timestamp(row).toString();
        };
    }

    private TimestampData timestamp(RowData row) {
        return row.getTimestamp(column, precision);
    }

    private TimestampData certain(TimestampData timestamp) {
        if (doubted != null) {
            doubted.refuseMistaken(doubted.count(timestamp));
        }
        return timestamp;
    }

    private long local(TimestampData timestamp) {
        return reader.locals().isUtc()
                ? timestamp.getMillisecond()
                : Math.addExact(
                        reader.locals().second(timestamp.toLocalDateTime()) * 1000,
                        Math.floorMod(timestamp.getMillisecond(), 1000));
    }

    /** A number with decimals, as it was most probably written. */
    private String number(RowData row) {
        return type.is(LogicalTypeFamily.APPROXIMATE_NUMERIC)
                ? Double.toString(row.getDouble(column))
                : row.getDecimal(
                                column,
                                LogicalTypeChecks.getPrecision(type),
                                LogicalTypeChecks.getScale(type))
                        .toString();
    }
}
