package org.tallystick.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.EventSchema;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RejectKind;
import org.tallystick.source.format.Utf8Texts;

/**
 * The columns that a record's key and headers fill. Its format knows nothing of them: it reads a
 * schema without them.
 *
 * <p>A key is a text or bytes. Headers are a map; its values are texts or bytes, then of a name
 * that comes more than once the last counts, as for Kafka's own clients; or arrays of them, which
 * have all.
 */
final class CarriedColumns implements Serializable {
    private final EventSchema schema;

    /** Each at most one. */
    private final List<Column> key;

    private final List<Column> headers;

    /** Where the columns of the format's schema belong; empty where they are all. */
    private final int[] places;

    private record Column(int place, String name, LogicalType type) implements Serializable {}

    private CarriedColumns(
            EventSchema schema, List<Column> key, List<Column> headers, int[] places) {
        this.schema = schema;
        this.key = key;
        this.headers = headers;
        this.places = places;
    }

    /**
     * Those of a schema, of which there is nothing to say in {@link #problems}.
     *
     * @throws IllegalArgumentException where they are all that it has; the message is one line
     */
    static CarriedColumns of(EventSchema schema, SourceSpec.Carried carried) {
        var key = column(schema.rowType(), carried.keyField());
        var headers = column(schema.rowType(), carried.headersField());
        if (key.isEmpty() && headers.isEmpty()) {
            return new CarriedColumns(schema, key, headers, new int[0]);
        }
        int[] places =
                IntStream.range(0, schema.rowType().getFieldCount())
                        .filter(place -> key.stream().noneMatch(each -> each.place() == place))
                        .filter(place -> headers.stream().noneMatch(each -> each.place() == place))
                        .toArray();
        return new CarriedColumns(without(schema, places), key, headers, places);
    }

    private static List<Column> column(RowType type, Optional<String> name) {
        if (name.isEmpty()) {
            return List.of();
        }
        int place = type.getFieldIndex(name.get());
        if (place < 0) {
            throw new IllegalArgumentException(
                    "the event schema has no field '" + name.get() + "'");
        }
        return List.of(new Column(place, name.get(), type.getTypeAt(place)));
    }

    /** The schema with some of its fields alone. */
    private static EventSchema without(EventSchema schema, int[] kept) {
        var all = schema.avroSchema();
        var fields = new ArrayList<Schema.Field>();
        for (int place : kept) {
            var field = all.getFields().get(place);
            fields.add(new Schema.Field(field, field.schema()));
        }
        var some = Schema.createRecord(all.getName(), all.getDoc(), all.getNamespace(), false);
        some.setFields(fields);
        return EventSchema.parse(some.toString());
    }

    /** What is wrong with the fields that a pipeline names. */
    static List<Problem> problems(RowType columns, SourceSpec.Carried carried) {
        var problems = new ArrayList<Problem>();
        carried.keyField()
                .flatMap(name -> problem("key-field", columns, name, "a string or bytes"))
                .ifPresent(problems::add);
        carried.headersField()
                .flatMap(
                        name ->
                                problem(
                                        "headers-field",
                                        columns,
                                        name,
                                        "a map of string, of bytes, or of arrays of one of them"))
                .ifPresent(problems::add);
        if (carried.keyField().isPresent() && carried.keyField().equals(carried.headersField())) {
            problems.add(
                    new Problem(
                            "source.headers-field",
                            "'key-field' and 'headers-field' are the same field",
                            Optional.empty()));
        }
        return problems;
    }

    private static Optional<Problem> problem(
            String option, RowType columns, String name, String wanted) {
        int place = columns.getFieldIndex(name);
        var at = "source." + option;
        if (place < 0) {
            var what = "the event schema has no field '%s'".formatted(name);
            return Optional.of(new Problem(at, what, Optional.of("add it, " + wanted)));
        }
        var type = columns.getTypeAt(place);
        boolean fits = option.equals("key-field") ? isPlain(type) : isHeaders(type);
        var what = "field '%s' is %s".formatted(name, type.copy(true).asSummaryString());
        return fits
                ? Optional.empty()
                : Optional.of(new Problem(at, what, Optional.of("make it " + wanted)));
    }

    private static boolean isPlain(LogicalType type) {
        return type.is(LogicalTypeRoot.VARCHAR) || type.is(LogicalTypeRoot.VARBINARY);
    }

    private static boolean isHeaders(LogicalType type) {
        return type instanceof MapType map
                && (isPlain(map.getValueType())
                        || (map.getValueType() instanceof ArrayType array
                                && isPlain(array.getElementType())));
    }

    /** The schema that the format reads. */
    EventSchema schema() {
        return schema;
    }

    /** Of columns of the event schema, those that the format reads, by its own counting. */
    int[] ofFormat(int[] columns) {
        if (places.length == 0) {
            return columns;
        }
        return IntStream.range(0, places.length)
                .filter(i -> IntStream.of(columns).anyMatch(column -> column == places[i]))
                .toArray();
    }

    /** Whether records have to come with their envelopes. */
    boolean any() {
        return !key.isEmpty() || !headers.isEmpty();
    }

    /** Puts the columns that the format has read into their places, and the others beside them. */
    void fill(GenericRowData row, Envelope envelope) throws BadRecordException {
        for (int i = places.length - 1; i >= 0; i--) {
            row.setField(places[i], row.getField(i));
        }
        for (var column : key) {
            var value = value(column, column.type(), envelope.key(), "the key");
            row.setField(column.place(), value);
        }
        for (var column : headers) {
            row.setField(column.place(), map(column, envelope.headers()));
        }
    }

    private static GenericMapData map(Column column, List<Envelope.Header> headers)
            throws BadRecordException {
        var type = ((MapType) column.type()).getValueType();
        return new GenericMapData(
                type instanceof ArrayType array
                        ? all(column, array.getElementType(), headers)
                        : last(column, type, headers));
    }

    private static Map<StringData, Object> last(
            Column column, LogicalType type, List<Envelope.Header> headers)
            throws BadRecordException {
        var named = new LinkedHashMap<String, Envelope.Header>();
        headers.forEach(header -> named.put(header.name(), header));
        var values = new HashMap<StringData, Object>();
        for (var header : named.values()) {
            values.put(StringData.fromString(header.name()), value(column, type, header));
        }
        return values;
    }

    private static Map<StringData, Object> all(
            Column column, LogicalType type, List<Envelope.Header> headers)
            throws BadRecordException {
        var lists = new LinkedHashMap<String, List<Object>>();
        for (var header : headers) {
            lists.computeIfAbsent(header.name(), any -> new ArrayList<>())
                    .add(value(column, type, header));
        }
        var values = new HashMap<StringData, Object>();
        lists.forEach(
                (name, list) ->
                        values.put(
                                StringData.fromString(name), new GenericArrayData(list.toArray())));
        return values;
    }

    private static Object value(Column column, LogicalType type, Envelope.Header header)
            throws BadRecordException {
        return value(column, type, header.value(), "header '%s'".formatted(header.name()));
    }

    private static Object value(Column column, LogicalType type, byte[] bytes, String what)
            throws BadRecordException {
        if (bytes == null) {
            if (type.isNullable()) {
                return null;
            }
            throw new BadRecordException(
                    RejectKind.FIELD,
                    "field '%s': %s has no value, and null is not allowed"
                            .formatted(column.name(), what));
        }
        if (type.is(LogicalTypeFamily.BINARY_STRING)) {
            return bytes;
        }
        if (!Utf8Texts.isText(bytes)) {
            throw new BadRecordException(
                    RejectKind.FIELD,
                    "field '%s': %s is not UTF-8, which a string has to be; bytes take it as it is"
                            .formatted(column.name(), what));
        }
        return StringData.fromBytes(bytes);
    }
}
