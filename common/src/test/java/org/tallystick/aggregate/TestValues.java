package org.tallystick.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random values of every type, the awkward ones among them. */
public final class TestValues {
    public static final List<ValueType> NUMBERS =
            List.of(
                    ValueType.LONG,
                    ValueType.DOUBLE,
                    ValueType.decimal(10, 2),
                    ValueType.decimal(38, 9));

    public static final List<ValueType> OTHERS =
            List.of(
                    ValueType.BOOLEAN,
                    ValueType.STRING,
                    ValueType.TIMESTAMP,
                    ValueType.TIMESTAMP_LTZ,
                    ValueType.DATE,
                    ValueType.TIME);

    private static final List<String> STRINGS =
            List.of("", "a", "ab", "b", "\u00e9", "\ud83d\ude00", "\uffee", "FRA", "JFK", "\0");

    private static final long MICROS_OF_A_YEAR = 31_556_952_000_000L;

    private final RandomGenerator random;

    public TestValues(RandomGenerator random) {
        this.random = random;
    }

    public Object next(ValueType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case LONG -> longs();
            case DOUBLE -> doubles();
            case DECIMAL -> decimals(type);
            case STRING -> strings();
            case TIMESTAMP -> LocalDateTime.ofInstant(instants(), ZoneOffset.UTC);
            case TIMESTAMP_LTZ -> instants();
            case DATE -> LocalDate.ofEpochDay(random.nextInt(-1000, 1000));
            case TIME -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L);
        };
    }

    private long longs() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> random.nextInt(-5, 100);
        };
    }

    private double doubles() {
        return switch (random.nextInt(8)) {
            case 0 -> finite();
            case 1 -> random.nextBoolean() ? -0.0 : 0.0;
            case 2 -> Math.scalb(1.0, random.nextInt(-1074, 1024));
            case 3 -> special();
            default -> random.nextInt(-500, 5000) / 100.0;
        };
    }

    /** Any finite double, all exponents alike. */
    double finite() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : finite();
    }

    private double special() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> Double.MIN_VALUE;
            case 4 -> -Double.MAX_VALUE;
            default -> Double.MAX_VALUE;
        };
    }

    private BigDecimal decimals(ValueType type) {
        int digits = random.nextBoolean() ? type.precision() : 3;
        var bound = BigInteger.TEN.pow(digits);
        var unscaled = new BigInteger(128, new java.util.Random(random.nextLong())).mod(bound);
        var signed = random.nextBoolean() ? unscaled : unscaled.negate();
        return new BigDecimal(signed, type.scale());
    }

    private String strings() {
        return random.nextInt(4) == 0
                ? "id-" + random.nextInt(3000)
                : STRINGS.get(random.nextInt(STRINGS.size()));
    }

    private Instant instants() {
        long micros = random.nextLong(-MICROS_OF_A_YEAR, MICROS_OF_A_YEAR);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
