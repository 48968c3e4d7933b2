package org.tallystick.jobs.sink.jdbc;

import java.sql.Types;
import java.util.regex.Pattern;
import org.tallystick.aggregate.ValueType;

/** What databases have in common. */
final class SqlTypes {
    private SqlTypes() {}

    /** The driver's type of values. */
    static int of(ValueType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Types.BOOLEAN;
            case LONG -> Types.BIGINT;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.NUMERIC;
            case STRING -> Types.VARCHAR;
            case TIMESTAMP, TIMESTAMP_LTZ -> Types.TIMESTAMP;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
        };
    }

    /**
     * Whether a decimal column holds every value of a type.
     *
     * @param form finds its precision and scale
     */
    static boolean fits(ValueType type, Pattern form, String stands) {
        var digits = form.matcher(stands);
        if (!digits.matches()) {
            return false;
        }
        int precision = Integer.parseInt(digits.group(1));
        int scale = Integer.parseInt(digits.group(2));
        return scale >= type.scale() && precision - scale >= type.precision() - type.scale();
    }
}
