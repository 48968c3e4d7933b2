package org.tallystick.equality;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values as Java has them in its source. */
final class Literals {
    private Literals() {}

    /** Of records, texts, numbers and what is null; else what the value says of itself. */
    static String of(Object value) {
        if (value instanceof Record event) {
            var parts = Arrays.stream(event.getClass().getRecordComponents());
            return parts.map(part -> of(value(event, part)))
                    .collect(
                            Collectors.joining(
                                    ", ", "new " + event.getClass().getSimpleName() + "(", ")"));
        }
        if (value instanceof String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        return value instanceof Long number ? number + "L" : String.valueOf(value);
    }

    private static Object value(Record event, RecordComponent part) {
        try {
            var accessor = part.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part + " cannot be read", e);
        }
    }
}
