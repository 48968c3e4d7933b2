package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.pipeline.Metric;

/** Arithmetic of integers and decimals, compiled, against numbers without limits. */
class ExactArithmeticTest {
    private static final int EVENTS = 200;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private static final RowType COLUMNS =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("a", DataTypes.BIGINT()),
                                    DataTypes.FIELD("b", DataTypes.BIGINT()),
                                    DataTypes.FIELD("i", DataTypes.INT()),
                                    DataTypes.FIELD("j", DataTypes.INT()),
                                    DataTypes.FIELD("t", DataTypes.TINYINT()),
                                    DataTypes.FIELD("d", DataTypes.DOUBLE()),
                                    DataTypes.FIELD("p", DataTypes.DECIMAL(38, 2)),
                                    DataTypes.FIELD("q", DataTypes.DECIMAL(38, 2)),
                                    DataTypes.FIELD("r", DataTypes.DECIMAL(38, 10)),
                                    DataTypes.FIELD("at", DataTypes.STRING()))
                            .getLogicalType();

    /** An event's values; a null is one in all of them. */
    private record Values(
            BigInteger a,
            BigInteger b,
            BigInteger i,
            BigInteger j,
            BigInteger t,
            double d,
            BigDecimal p,
            BigDecimal q,
            BigDecimal r) {}

    /**
     * An expression and what it comes to.
     *
     * @param exact without any limit; empty where there is no such value
     * @param precision digits of a decimal result; 0 for an integer
     */
    private record Case(
            String sql,
            Function<Values, Optional<BigDecimal>> exact,
            int precision,
            int scale,
            BigInteger least,
            BigInteger most) {

        boolean fits(BigDecimal value) {
            if (precision > 0) {
                var digits = value.stripTrailingZeros();
                return digits.scale() <= scale
                        && value.abs().compareTo(BigDecimal.TEN.pow(precision - scale)) < 0;
            }
            var whole = value.toBigIntegerExact();
            return whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0;
        }
    }

    private interface Integers {
        BigInteger of(Values values);
    }

    private interface Decimals {
        BigDecimal of(Values values);
    }

    private static Case integer(String sql, Integers exact) {
        return narrow(sql, LEAST, MOST, exact);
    }

    private static Case narrow(String sql, BigInteger least, BigInteger most, Integers exact) {
        return new Case(
                sql,
                values -> Optional.ofNullable(exact.of(values)).map(BigDecimal::new),
                0,
                0,
                least,
                most);
    }

    private static Case decimal(String sql, int precision, int scale, Decimals exact) {
        return new Case(
                sql,
                values -> Optional.ofNullable(exact.of(values)),
                precision,
                scale,
                LEAST,
                MOST);
    }

    private static BigInteger quotient(BigInteger a, BigInteger b) {
        return b.signum() == 0 ? null : a.divide(b);
    }

    private static BigInteger remainder(BigInteger a, BigInteger b) {
        return b.signum() == 0 ? null : a.remainder(b);
    }

    private static BigInteger whole(double d) {
        return Double.isFinite(d) ? new BigDecimal(d).toBigInteger() : null;
    }

    private static BigInteger rounded(BigInteger a, int digits) {
        return new BigDecimal(a).setScale(digits, RoundingMode.HALF_UP).toBigInteger();
    }

    private static final List<Case> CASES =
            List.of(
                    integer("a + b", v -> v.a.add(v.b)),
                    integer("a - b", v -> v.a.subtract(v.b)),
                    integer("a * b", v -> v.a.multiply(v.b)),
                    integer("a / b", v -> quotient(v.a, v.b)),
                    integer("MOD(a, b)", v -> remainder(v.a, v.b)),
                    integer("a % i", v -> remainder(v.a, v.i)),
                    integer("-a", v -> v.a.negate()),
                    integer("ABS(a)", v -> v.a.abs()),
                    integer("SIGN(a)", v -> BigInteger.valueOf(v.a.signum())),
                    integer("ROUND(a, -1)", v -> rounded(v.a, -1)),
                    integer("ROUND(i, -3)", v -> rounded(v.i, -3)),
                    integer("a / 7", v -> v.a.divide(BigInteger.valueOf(7))),
                    integer("a / -1", v -> v.a.negate()),
                    integer("i + j", v -> v.i.add(v.j)),
                    integer("i - j", v -> v.i.subtract(v.j)),
                    integer("i * j", v -> v.i.multiply(v.j)),
                    integer("i / j", v -> quotient(v.i, v.j)),
                    integer("i % j", v -> remainder(v.i, v.j)),
                    integer("-i", v -> v.i.negate()),
                    integer("ABS(i)", v -> v.i.abs()),
                    integer("i * j * i", v -> v.i.multiply(v.j).multiply(v.i)),
                    integer("i * j + a", v -> v.i.multiply(v.j).add(v.a)),
                    integer("t * t * i", v -> v.t.multiply(v.t).multiply(v.i)),
                    integer("t + 2147483647", v -> v.t.add(BigInteger.valueOf(2147483647))),
                    integer("i + 9223372036854775807", v -> v.i.add(MOST)),
                    integer(
                            "CASE WHEN i > j THEN i * j ELSE t END",
                            v -> v.i.compareTo(v.j) > 0 ? v.i.multiply(v.j) : v.t),
                    integer("COALESCE(i * j, 0)", v -> v.i.multiply(v.j)),
                    integer("GREATEST(i * j, a)", v -> v.i.multiply(v.j).max(v.a)),
                    narrow(
                            "CAST(a AS INT)",
                            BigInteger.valueOf(Integer.MIN_VALUE),
                            BigInteger.valueOf(Integer.MAX_VALUE),
                            v -> v.a),
                    narrow(
                            "CAST(i AS TINYINT)",
                            BigInteger.valueOf(Byte.MIN_VALUE),
                            BigInteger.valueOf(Byte.MAX_VALUE),
                            v -> v.i),
                    narrow(
                            "CAST(i + j AS INT)",
                            BigInteger.valueOf(Integer.MIN_VALUE),
                            BigInteger.valueOf(Integer.MAX_VALUE),
                            v -> v.i.add(v.j)),
                    integer("CAST(d AS BIGINT)", v -> whole(v.d)),
                    integer("CAST(p AS BIGINT)", v -> v.p.toBigInteger()),
                    narrow(
                            "CAST(d AS SMALLINT)",
                            BigInteger.valueOf(Short.MIN_VALUE),
                            BigInteger.valueOf(Short.MAX_VALUE),
                            v -> whole(v.d)),
                    decimal("p + q", 38, 2, v -> v.p.add(v.q)),
                    decimal("p - q", 38, 2, v -> v.p.subtract(v.q)),
                    decimal("p * i", 38, 2, v -> v.p.multiply(new BigDecimal(v.i))),
                    decimal("r * r", 38, 6, v -> v.r.multiply(v.r)),
                    decimal(
                            "p / 3",
                            38,
                            6,
                            v -> v.p.divide(BigDecimal.valueOf(3), 6, RoundingMode.HALF_UP)),
                    decimal(
                            "CAST(p AS DECIMAL(20, 1))",
                            20,
                            1,
                            v -> v.p.setScale(1, RoundingMode.HALF_UP)),
                    decimal("CAST(a AS DECIMAL(10, 0))", 10, 0, v -> new BigDecimal(v.a)));

    private static ProjectedRows projection;

    @BeforeAll
    static void compile() throws Exception {
        projection =
                new ProjectedRows(
                        COLUMNS,
                        CASES.stream()
                                .map(Case::sql)
                                .map(TestPipelines::keyed)
                                .toArray(Metric[]::new));
    }

    @AfterAll
    static void close() throws Exception {
        projection.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anExpressionIsExactOrFails(long seed) throws Exception {
        var random = new Random(seed);
        for (int event = 0; event < EVENTS; event++) {
            var values = values(random);
            var row = projection.project(event, columns(values));
            var rejected = projection.rejects().stream().map(MetricReject::expression).toList();
            for (int i = 0; i < CASES.size(); i++) {
                assertIsExact(CASES.get(i), i, values, row, rejected);
            }
        }
    }

    private static void assertIsExact(
            Case one, int metric, Values values, RowColumns row, List<String> rejected) {
        var exact = one.exact().apply(values).filter(one::fits);
        var what = one.sql() + " of " + values;
        assertThat(projection.has(metric, row)).as(what).isEqualTo(exact.isPresent());
        assertThat(rejected.contains(one.sql())).as(what).isEqualTo(exact.isEmpty());
        if (exact.isPresent()) {
            int column = projection.binding.metrics().get(metric).keys().get(0).column();
            assertThat(value(one, row, column)).as(what).isEqualByComparingTo(exact.get());
        }
    }

    private static BigDecimal value(Case one, RowColumns row, int column) {
        return one.precision() > 0
                ? row.getDecimal(column)
                : BigDecimal.valueOf(row.getLong(column));
    }

    private static Object[] columns(Values v) {
        return new Object[] {
            v.a.longValueExact(),
            v.b.longValueExact(),
            v.i.intValueExact(),
            v.j.intValueExact(),
            v.t.byteValueExact(),
            v.d,
            DecimalData.fromBigDecimal(v.p, 38, 2),
            DecimalData.fromBigDecimal(v.q, 38, 2),
            DecimalData.fromBigDecimal(v.r, 38, 10)
        };
    }

    private static Values values(Random random) {
        double[] doubles = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            0x1p63,
            -0x1p63,
            Math.nextDown(0x1p63),
            -0.0,
            -32_768.9,
            -32_769,
            32_767.99,
            random.nextGaussian() * 1e5
        };
        return new Values(
                integer(random, Long.SIZE),
                integer(random, Long.SIZE),
                integer(random, Integer.SIZE),
                integer(random, Integer.SIZE),
                integer(random, Byte.SIZE),
                doubles[random.nextInt(doubles.length)],
                decimal(random, 2),
                decimal(random, 2),
                decimal(random, 10));
    }

    /** Often at an end of the range, 0, 1 or -1; else of any size. */
    private static BigInteger integer(Random random, int bits) {
        var most = BigInteger.ONE.shiftLeft(bits - 1).subtract(BigInteger.ONE);
        return switch (random.nextInt(10)) {
            case 0 -> most;
            case 1 -> most.not();
            case 2 -> BigInteger.ZERO;
            case 3 -> BigInteger.ONE;
            case 4 -> BigInteger.ONE.negate();
            default -> {
                var value = new BigInteger(1 + random.nextInt(bits - 1), random);
                yield random.nextBoolean() ? value : value.negate();
            }
        };
    }

    private static BigDecimal decimal(Random random, int scale) {
        var most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        var unscaled =
                switch (random.nextInt(6)) {
                    case 0 -> most;
                    case 1 -> BigInteger.ZERO;
                    case 2 -> BigInteger.TEN.pow(random.nextInt(38));
                    default -> new BigInteger(1 + random.nextInt(126), random).min(most);
                };
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }
}
