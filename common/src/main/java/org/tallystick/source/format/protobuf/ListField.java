package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.tallystick.source.format.BadRecordException;

/** A field of any number of values, one by one or packed together; none are an empty array. */
record ListField(FieldDescriptor field, ProtoTarget target, ProtoValue element)
        implements ProtoField {

    @Override
    public Object read(Object before, int wire, ProtoBytes in) throws BadRecordException {
        @SuppressWarnings("unchecked")
        var elements = before == null ? new ArrayList<>() : (List<Object>) before;
        if (wire == ProtoBytes.LENGTH && field.isPackable()) {
            int end = in.enter();
            while (!in.isAtEnd()) {
                elements.add(element.whole(in));
            }
            in.leave(end);
        } else {
            Wires.require(field, target, element.wire(), wire);
            elements.add(element.whole(in));
        }
        return elements;
    }

    @Override
    public Object finish(Object read) {
        return new GenericArrayData(read == null ? new Object[0] : ((List<?>) read).toArray());
    }
}
