package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;
import org.tallystick.source.format.BadRecordException;

/** How messages of a type become records of the event schema. */
final class ProtoMessage implements ProtoValue {
    private static final int[] NO_COLUMNS = {};

    private final ProtoField[] columns;
    private final int width;

    /** The columns that a field fills, by its number; mostly one. */
    private final Map<Integer, Integer> places = new HashMap<>();

    /** The columns that a field empties, since of a oneof only the last counts, by its number. */
    private final Map<Integer, int[]> emptied = new HashMap<>();

    /**
     * A plan.
     *
     * @param target the record
     * @param width how many fields its rows have: the columns, and then some that are left null
     * @throws BadRecordException where the type does not fit
     */
    ProtoMessage(Descriptor type, ProtoTarget target, int width) throws BadRecordException {
        this.width = width;
        var row = (RowType) target.type();
        columns = new ProtoField[row.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            var column = target.schema().getFields().get(i);
            var path = ColumnPath.below(target.path(), column.name());
            var inner = ProtoTarget.of(path, column.schema(), row.getTypeAt(i));
            var field = field(type, column);
            columns[i] =
                    field.isEmpty()
                            ? missing(type, column, inner)
                            : ProtoValues.field(field.get(), column, inner);
            if (field.isPresent()) {
                places.put(field.get().getNumber(), i);
            }
        }
        type.getRealOneofs().forEach(oneof -> oneof.getFields().forEach(this::empties));
    }

    private static Optional<FieldDescriptor> field(Descriptor type, Schema.Field column) {
        var named = type.findFieldByName(column.name());
        return named != null
                ? Optional.of(named)
                : column.aliases().stream()
                        .sorted()
                        .map(type::findFieldByName)
                        .filter(each -> each != null)
                        .findFirst();
    }

    /** A column that messages of this type never have. */
    private static ProtoField missing(Descriptor type, Schema.Field column, ProtoTarget target)
            throws BadRecordException {
        if (!column.hasDefaultValue() && !target.type().isNullable()) {
            throw target.bad(
                    "%s has no such field, and there is neither a default nor null for it"
                            .formatted(type.getFullName()));
        }
        return new Missing(SingleField.Absent.of(column, target));
    }

    private record Missing(SingleField.Absent absent) implements ProtoField {
        @Override
        public Object read(Object before, int wire, ProtoBytes in) {
            throw new IllegalStateException("a field without a number");
        }

        @Override
        public Object finish(Object read) throws BadRecordException {
            return absent.get();
        }
    }

    private void empties(FieldDescriptor member) {
        int[] others =
                member.getRealContainingOneof().getFields().stream()
                        .filter(each -> each != member && places.containsKey(each.getNumber()))
                        .mapToInt(each -> places.get(each.getNumber()))
                        .toArray();
        if (others.length > 0) {
            emptied.put(member.getNumber(), others);
        }
    }

    @Override
    public int wire() {
        return ProtoBytes.LENGTH;
    }

    @Override
    public Object read(Object before, ProtoBytes in) throws BadRecordException {
        var values = before == null ? new Object[columns.length] : (Object[]) before;
        int end = in.enter();
        readAll(values, in);
        in.leave(end);
        return values;
    }

    /** A message that has no length before it, but goes to the end. */
    GenericRowData row(ProtoBytes in) throws BadRecordException {
        var values = new Object[columns.length];
        readAll(values, in);
        return finish(values);
    }

    private void readAll(Object[] values, ProtoBytes in) throws BadRecordException {
        while (!in.isAtEnd()) {
            int tag = in.tag();
            int number = tag >>> 3;
            for (int other : emptied.getOrDefault(number, NO_COLUMNS)) {
                values[other] = null;
            }
            var place = places.get(number);
            if (place == null) {
                in.skipField(tag);
            } else {
                values[place] = columns[place].read(values[place], tag & 7, in);
            }
        }
    }

    @Override
    public GenericRowData finish(Object read) throws BadRecordException {
        var values = (Object[]) read;
        var row = new GenericRowData(width);
        for (int i = 0; i < columns.length; i++) {
            row.setField(i, columns[i].finish(values[i]));
        }
        return row;
    }
}
