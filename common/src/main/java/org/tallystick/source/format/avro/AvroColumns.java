package org.tallystick.source.format.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Utf8Texts;

/**
 * How values of a writer's schema become columns of the event schema.
 *
 * <p>Avro's rules of resolution, and beyond them its logical types: Avro resolves what is stored
 * and leaves what is meant alone, so that 12.3400 of scale 4 would become 1234.00 of scale 2, and
 * milliseconds microseconds. Here a value is converted exactly, or the record is bad. What cannot
 * be resolved at all is an error of each record that has it, since another writer's may do.
 */
final class AvroColumns {
    private final AvroSkips skips = new AvroSkips();

    /** What reads values of a writer's schema for a place in the event schema. */
    AvroColumn of(Schema writer, AvroTarget target) {
        return switch (writer.getType()) {
            case UNION -> union(writer, target);
            case NULL -> nothing(target);
            case ARRAY ->
                    target.schema().getType() == Schema.Type.ARRAY
                            ? array(writer, target)
                            : mismatch(writer, target);
            case MAP ->
                    target.schema().getType() == Schema.Type.MAP
                            ? map(writer, target)
                            : mismatch(writer, target);
            case RECORD ->
                    target.schema().getType() == Schema.Type.RECORD
                            ? inner(writer, target)
                            : mismatch(writer, target);
            default -> AvroScalars.of(writer, target).orElseGet(() -> mismatch(writer, target));
        };
    }

    private static AvroColumn mismatch(Schema writer, AvroTarget target) {
        return AvroColumn.failing(
                "field '%s': it was written as %s, which is not %s"
                        .formatted(
                                target.path(),
                                AvroScalars.told(writer),
                                target.type().copy(true).asSummaryString()));
    }

    private static AvroColumn nothing(AvroTarget target) {
        return target.type().isNullable()
                ? in -> null
                : AvroColumn.failing("field '" + target.path() + "' is null");
    }

    private AvroColumn union(Schema writer, AvroTarget target) {
        var branches = writer.getTypes().stream().map(each -> of(each, target)).toList();
        return in -> branch(branches, in).read(in);
    }

    /** The branch of a union that a value has. */
    static AvroColumn branch(List<AvroColumn> branches, AvroBytes in) throws BadRecordException {
        long index = in.zigzag();
        if (index < 0 || index >= branches.size()) {
            throw new BadRecordException(
                    "branch %d of a union of %d".formatted(index, branches.size()));
        }
        return branches.get((int) index);
    }

    private AvroColumn array(Schema writer, AvroTarget target) {
        var type = ((ArrayType) target.type()).getElementType();
        var schema = target.schema().getElementType();
        var element = of(writer.getElementType(), AvroTarget.of(target.path(), schema, type));
        return in -> {
            var elements = new ArrayList<>();
            for (int count = in.count(); count > 0; count = in.count()) {
                for (int i = 0; i < count; i++) {
                    elements.add(element.read(in));
                }
            }
            return new GenericArrayData(elements.toArray());
        };
    }

    private AvroColumn map(Schema writer, AvroTarget target) {
        var type = ((MapType) target.type()).getValueType();
        var schema = target.schema().getValueType();
        var value = of(writer.getValueType(), AvroTarget.of(target.path(), schema, type));
        return in -> {
            var entries = new HashMap<StringData, Object>();
            for (int count = in.count(); count > 0; count = in.count()) {
                for (int i = 0; i < count; i++) {
                    var key = Utf8Texts.text(in.take(in.length()), target.path());
                    if (entries.containsKey(key)) {
                        throw new BadRecordException(
                                "field '%s': the key '%s' twice".formatted(target.path(), key));
                    }
                    entries.put(key, value.read(in));
                }
            }
            return new GenericMapData(entries);
        };
    }

    private AvroColumn inner(Schema writer, AvroTarget target) {
        var type = (RowType) target.type();
        return record(writer, target, type.getFieldCount(), new int[0]);
    }

    /**
     * A record.
     *
     * @param width how many fields its rows have; those beyond the type's are left null
     * @param unread the fields, all texts, that may have any text
     */
    AvroRecord record(Schema writer, AvroTarget target, int width, int[] unread) {
        var targets = targets(target, unread);
        var record = new AvroRecord(width);
        var written = new HashSet<Integer>();
        for (Schema.Field field : writer.getFields()) {
            var index = index(field.name(), writer, target.schema());
            if (index.isPresent()) {
                written.add(index.getAsInt());
                record.add(index.getAsInt(), of(field.schema(), targets.get(index.getAsInt())));
            } else {
                record.pass(skips.of(field.schema()));
            }
        }
        for (Schema.Field field : target.schema().getFields()) {
            if (!written.contains(field.pos())) {
                record.complete(field.pos(), unwritten(field, targets.get(field.pos())));
            }
        }
        return record;
    }

    private static List<AvroTarget> targets(AvroTarget record, int[] unread) {
        var type = (RowType) record.type();
        var targets = new ArrayList<AvroTarget>();
        for (Schema.Field field : record.schema().getFields()) {
            var path = ColumnPath.below(record.path(), field.name());
            var target = AvroTarget.of(path, field.schema(), type.getTypeAt(field.pos()));
            boolean isRead = IntStream.of(unread).noneMatch(each -> each == field.pos());
            targets.add(isRead ? target : target.unread());
        }
        return targets;
    }

    /** Which field of the event schema one of the writer's is: by its name, or by an alias. */
    private static OptionalInt index(String name, Schema writer, Schema reader) {
        var same = reader.getField(name);
        if (same != null) {
            return OptionalInt.of(same.pos());
        }
        return reader.getFields().stream()
                .filter(each -> each.aliases().contains(name))
                .filter(each -> writer.getField(each.name()) == null)
                .mapToInt(Schema.Field::pos)
                .findFirst();
    }

    /** The default of a field, in the same form as a value that was written. */
    private AvroColumn unwritten(Schema.Field field, AvroTarget target) {
        if (!field.hasDefaultValue()) {
            return AvroColumn.failing(
                    "field '%s' is missing: it was written without, and the event schema has no default"
                            .formatted(target.path()));
        }
        try {
            var value = AvroDefaults.read(field, target);
            return in -> value;
        } catch (BadRecordException e) {
            return AvroColumn.failing(e.getMessage());
        }
    }
}
