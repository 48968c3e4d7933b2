package org.tallystick.query;

import java.lang.reflect.InvocationTargetException;

/** Reads {@code INTERVAL '15' MINUTE}. */
final class Interval {
    private static final String PARSER = "org.apache.calcite.sql.parser.SqlParserUtil";

    private Interval() {}

    /**
     * The length of an interval, ms; negative where its sign is.
     *
     * @throws RefusedException where it is no literal, or of months
     */
    static long millis(Syntax interval) throws RefusedException {
        if (!interval.isInterval()) {
            throw new RefusedException(
                    interval, "lengths are literals here, as INTERVAL '15' MINUTE");
        }
        var value = interval.value();
        var qualifier = HiddenCall.of(value, "getIntervalQualifier");
        if ((boolean) HiddenCall.of(qualifier, "isYearMonth")) {
            throw new RefusedException(
                    interval, "months differ in length: windows have days, hours or less");
        }
        try {
            var parser = value.getClass().getClassLoader().loadClass(PARSER);
            long length =
                    (long)
                            parser.getMethod("intervalToMillis", value.getClass())
                                    .invoke(null, value);
            return length * (int) HiddenCall.of(value, "getSign");
        } catch (InvocationTargetException e) {
            throw new RefusedException(interval, "'" + interval + "' is no interval");
        } catch (ReflectiveOperationException e) {
            throw HiddenCall.unknown(e);
        }
    }
}
