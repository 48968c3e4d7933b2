package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import org.tallystick.source.format.BadRecordException;

/** The six ways in which values are written, by their numbers. */
final class Wires {
    private static final List<String> NAMES =
            List.of(
                    "a varint",
                    "64 bits",
                    "bytes with a length",
                    "a group",
                    "a group's end",
                    "32 bits");

    private Wires() {}

    /**
     * @throws BadRecordException where a field was written in another way than its type has
     */
    static void require(FieldDescriptor field, ProtoTarget target, int wanted, int there)
            throws BadRecordException {
        if (wanted != there) {
            throw target.bad(
                    "it was written as %s, which %s is not"
                            .formatted(
                                    there < NAMES.size() ? NAMES.get(there) : "wire type " + there,
                                    told(field)));
        }
    }

    /** A field's type as its descriptor has it. */
    static String told(FieldDescriptor field) {
        return switch (field.getType()) {
            case MESSAGE, GROUP -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
