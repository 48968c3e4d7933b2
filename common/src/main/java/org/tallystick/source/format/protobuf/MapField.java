package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.tallystick.source.format.BadRecordException;

/**
 * A map, whose keys are texts here: of numbers and booleans their usual ones. Of a key that comes
 * twice the last value counts.
 */
record MapField(FieldDescriptor field, ProtoTarget target, ProtoValue key, ProtoValue value)
        implements ProtoField {

    @Override
    public Object read(Object before, int wire, ProtoBytes in) throws BadRecordException {
        Wires.require(field, target, ProtoBytes.LENGTH, wire);
        @SuppressWarnings("unchecked")
        var entries = before == null ? new HashMap<>() : (Map<Object, Object>) before;
        int end = in.enter();
        Object newKey = null;
        Object newValue = null;
        while (!in.isAtEnd()) {
            int tag = in.tag();
            if (tag >>> 3 == 1) {
                Wires.require(part("key"), target, key.wire(), tag & 7);
                newKey = key.read(newKey, in);
            } else if (tag >>> 3 == 2) {
                Wires.require(part("value"), target, value.wire(), tag & 7);
                newValue = value.read(newValue, in);
            } else {
                in.skipField(tag);
            }
        }
        in.leave(end);
        entries.put(
                newKey == null ? key.zero() : key.finish(newKey),
                newValue == null ? value.zero() : value.finish(newValue));
        return entries;
    }

    private FieldDescriptor part(String name) {
        return field.getMessageType().findFieldByName(name);
    }

    @Override
    public Object finish(Object read) {
        return new GenericMapData(read == null ? Map.of() : (Map<?, ?>) read);
    }
}
