package org.tallystick.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The definition of each aggregate over the events of a cell and, where Flink SQL has the same, its
 * expression over the columns {@code n} (BIGINT), {@code d} (DOUBLE), {@code s} (STRING) and {@code
 * id} (BIGINT).
 *
 * <p>A null argument is passed over. A value is a Long, a Double, a BigDecimal of scale 0 (the sum
 * of longs) or a String; null where nothing but nulls came.
 */
public enum Measure {
    EVENTS("COUNT(*)"),
    FINGERPRINT("SUM(CAST(id AS DECIMAL(19, 0)))"),
    COUNT_LONG("COUNT(n)"),
    SUM_LONG("SUM(CAST(n AS DECIMAL(19, 0)))"),
    AVG_LONG("AVG(CAST(n AS DOUBLE))"),
    MIN_LONG("MIN(n)"),
    MAX_LONG("MAX(n)"),
    VARIANCE_LONG("VAR_SAMP(CAST(n AS DOUBLE))"),
    STDDEV_LONG("STDDEV_SAMP(CAST(n AS DOUBLE))"),
    DISTINCT_LONG("COUNT(DISTINCT n)"),
    FIRST_LONG,
    LAST_LONG,
    COUNT_DOUBLE("COUNT(d)"),
    SUM_DOUBLE("SUM(d)"),
    AVG_DOUBLE("AVG(d)"),
    MIN_DOUBLE("MIN(d)"),
    MAX_DOUBLE("MAX(d)"),
    VARIANCE_DOUBLE("VAR_SAMP(d)"),
    STDDEV_DOUBLE("STDDEV_SAMP(d)"),
    FIRST_DOUBLE,
    LAST_DOUBLE,
    COUNT_TEXT("COUNT(s)"),
    MIN_TEXT("MIN(s)"),
    MAX_TEXT("MAX(s)"),
    DISTINCT_TEXT("COUNT(DISTINCT s)"),
    FIRST_TEXT,
    LAST_TEXT;

    private static final Comparator<OracleEvent> BY_TIME_THEN_IDENTITY =
            Comparator.comparing(OracleEvent::time).thenComparing(OracleEvent::identity);

    private final String sql;

    Measure() {
        this(null);
    }

    Measure(String sql) {
        this.sql = sql;
    }

    /** Its value over these events; null as stated above. */
    public Object of(List<OracleEvent> events) {
        return switch (this) {
            case EVENTS -> (long) events.size();
            case FINGERPRINT -> Tally.of(events).fingerprint();
            case COUNT_LONG -> (long) longs(events).size();
            case SUM_LONG -> longs(events).isEmpty() ? null : Exact.sum(longs(events));
            case AVG_LONG -> Exact.mean(longs(events));
            case MIN_LONG -> min(longs(events), Comparator.naturalOrder());
            case MAX_LONG -> max(longs(events), Comparator.naturalOrder());
            case VARIANCE_LONG -> Exact.variance(longs(events));
            case STDDEV_LONG -> Exact.deviation(longs(events));
            case DISTINCT_LONG -> distinct(longs(events));
            case FIRST_LONG -> first(events, OracleEvent::longValue);
            case LAST_LONG -> last(events, OracleEvent::longValue);
            case COUNT_DOUBLE -> (long) doubles(events).size();
            case SUM_DOUBLE -> Exact.roundedSum(doubles(events));
            case AVG_DOUBLE -> Exact.mean(doubles(events));
            case MIN_DOUBLE -> min(doubles(events), Double::compare);
            case MAX_DOUBLE -> max(doubles(events), Double::compare);
            case VARIANCE_DOUBLE -> Exact.variance(doubles(events));
            case STDDEV_DOUBLE -> Exact.deviation(doubles(events));
            case FIRST_DOUBLE -> first(events, OracleEvent::doubleValue);
            case LAST_DOUBLE -> last(events, OracleEvent::doubleValue);
            case COUNT_TEXT -> (long) texts(events).size();
            case MIN_TEXT -> min(texts(events), Measure::compareUtf8);
            case MAX_TEXT -> max(texts(events), Measure::compareUtf8);
            case DISTINCT_TEXT -> distinct(texts(events));
            case FIRST_TEXT -> first(events, OracleEvent::text);
            case LAST_TEXT -> last(events, OracleEvent::text);
        };
    }

    /** The same in Flink SQL, if there is the same. */
    public Optional<String> sql() {
        return Optional.ofNullable(sql);
    }

    /** The arguments that are not null. */
    public static List<Long> longs(List<OracleEvent> events) {
        return events.stream().map(OracleEvent::longValue).filter(Objects::nonNull).toList();
    }

    /** The arguments that are not null. */
    public static List<Double> doubles(List<OracleEvent> events) {
        return events.stream().map(OracleEvent::doubleValue).filter(Objects::nonNull).toList();
    }

    /** The arguments that are not null. */
    public static List<String> texts(List<OracleEvent> events) {
        return events.stream().map(OracleEvent::text).filter(Objects::nonNull).toList();
    }

    private static long distinct(List<?> values) {
        return values.stream().distinct().count();
    }

    private static <T> T min(List<T> values, Comparator<T> order) {
        return values.stream().min(order).orElse(null);
    }

    private static <T> T max(List<T> values, Comparator<T> order) {
        return values.stream().max(order).orElse(null);
    }

    /**
     * The value of the earliest event that has one; of two at the same time, the lower identity.
     */
    private static <T> T first(List<OracleEvent> events, Function<OracleEvent, T> value) {
        return events.stream()
                .filter(event -> value.apply(event) != null)
                .min(BY_TIME_THEN_IDENTITY)
                .map(value)
                .orElse(null);
    }

    private static <T> T last(List<OracleEvent> events, Function<OracleEvent, T> value) {
        return events.stream()
                .filter(event -> value.apply(event) != null)
                .max(BY_TIME_THEN_IDENTITY)
                .map(value)
                .orElse(null);
    }

    /** As SQL does: by bytes of UTF-8, which beyond the basic plane is not Java's order. */
    private static int compareUtf8(String left, String right) {
        return Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
