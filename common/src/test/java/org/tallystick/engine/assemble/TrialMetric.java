package org.tallystick.engine.assemble;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.window.Windows;

/**
 * A metric as the engine and as the oracle know it.
 *
 * @param layout for the engine; its first aggregates are the measures, the two behind them are
 *     approx_count_distinct and approx_percentile of the longs
 * @param oracleWindows for the oracle
 * @param measures what is known to the last bit
 */
public record TrialMetric(
        BoundMetric layout, List<OracleWindow> oracleWindows, List<Measure> measures) {
    /** The percentile behind the measures. */
    public static final double PERCENTILE = 0.9;

    private static final int FILTER = Columns.FIRST;
    private static final int KEY_TEXT = FILTER + 1;
    private static final int KEY_NUMBER = FILTER + 2;
    private static final int LONG = FILTER + 3;
    private static final int DOUBLE = FILTER + 4;
    private static final int TEXT = FILTER + 5;

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** Windows of every kind, two sessions among them, and every aggregate. */
    private static final TrialMetric EVERYTHING =
            of(
                    "everything",
                    -1,
                    true,
                    Arrays.stream(Measure.values())
                            .filter(each -> each != Measure.EVENTS && each != Measure.FINGERPRINT)
                            .toList(),
                    new OracleWindow.Tumbling("tumbling 1 h", HOUR, 0),
                    new OracleWindow.Sliding(
                            "sliding 3 h every 1 h offset 20 min", 3 * HOUR, HOUR, HOUR / 3),
                    new OracleWindow.Session("session 30 min", HOUR / 2),
                    new OracleWindow.Cumulative("cumulative 6 h every 2 h", 6 * HOUR, 2 * HOUR, 0),
                    new OracleWindow.CalendarDay("tumbling 1 d in America/New_York", NEW_YORK),
                    new OracleWindow.CumulativeDay(
                            "cumulative 1 d every 6 h in America/New_York", 6 * HOUR, NEW_YORK),
                    new OracleWindow.Session("session 2 h", 2 * HOUR));

    private static final List<Measure> FEW =
            List.of(Measure.SUM_LONG, Measure.AVG_DOUBLE, Measure.DISTINCT_TEXT);

    private static final TrialMetric FILTERED =
            of(
                    "filtered",
                    FILTER,
                    true,
                    FEW,
                    new OracleWindow.Sliding("sliding 12 h every 4 h", 12 * HOUR, 4 * HOUR, 0),
                    new OracleWindow.Session("session 1 h", HOUR));

    private static final TrialMetric WITHOUT_KEY =
            of("total", -1, false, FEW, new OracleWindow.Tumbling("tumbling 30 min", HOUR / 2, 0));

    /** Windows that slide, and aggregates whose totals are kept from one to the next. */
    private static final TrialMetric SLIDING =
            withoutSketches(
                    "sliding",
                    List.of(
                            Measure.SUM_DOUBLE,
                            Measure.MIN_LONG,
                            Measure.MAX_TEXT,
                            Measure.FIRST_TEXT,
                            Measure.LAST_DOUBLE,
                            Measure.VARIANCE_DOUBLE),
                    new OracleWindow.Sliding("sliding 3 h every 20 min", 3 * HOUR, HOUR / 3, 0),
                    new OracleWindow.Sliding("sliding 1 h every 30 min", HOUR, HOUR / 2, 0),
                    new OracleWindow.Sliding("sliding 1 d every 1 h", 24 * HOUR, HOUR, 0),
                    new OracleWindow.Cumulative("cumulative 6 h every 1 h", 6 * HOUR, HOUR, 0));

    /** Those whose state of version 1 is kept. */
    public static final List<TrialMetric> OF_VERSION_1 = List.of(EVERYTHING, FILTERED, WITHOUT_KEY);

    /** All of them. */
    public static final List<TrialMetric> ALL = List.of(EVERYTHING, FILTERED, WITHOUT_KEY, SLIDING);

    private static TrialMetric of(
            String name,
            int filter,
            boolean keyed,
            List<Measure> measures,
            OracleWindow... windows) {
        var aggregates = new ArrayList<NamedAggregator>();
        measures.forEach(measure -> aggregates.add(aggregate(measure)));
        aggregates.add(aggregate("approx_count_distinct"));
        aggregates.add(aggregate("approx_percentile", BigDecimal.valueOf(PERCENTILE)));
        return of(name, filter, keyed, measures, aggregates, windows);
    }

    private static TrialMetric withoutSketches(
            String name, List<Measure> measures, OracleWindow... windows) {
        var aggregates = measures.stream().map(TrialMetric::aggregate).toList();
        return of(name, -1, true, measures, aggregates, windows);
    }

    private static TrialMetric of(
            String name,
            int filter,
            boolean keyed,
            List<Measure> measures,
            List<NamedAggregator> aggregates,
            OracleWindow... windows) {
        var layout =
                new BoundMetric(
                        name,
                        filter < 0 ? "" : "`filter`",
                        filter,
                        keyed ? keyColumns() : List.of(),
                        aggregates,
                        Arrays.stream(windows).map(each -> Windows.parse(each.text())).toList());
        return new TrialMetric(layout, List.of(windows), measures);
    }

    private static List<KeyColumn> keyColumns() {
        return List.of(
                new KeyColumn("text", "`key_text`", KEY_TEXT, ValueType.STRING),
                new KeyColumn("number", "`key_number`", KEY_NUMBER, ValueType.LONG));
    }

    private static NamedAggregator aggregate(String function, BigDecimal... parameters) {
        return aggregate(function, function, ValueType.LONG, LONG, parameters);
    }

    /** AVG_LONG is avg of the column of longs. */
    private static NamedAggregator aggregate(Measure measure) {
        var words = measure.name().split("_", -1);
        int column = column(words[1]);
        var type = ValueType.STRING;
        if (column != TEXT) {
            type = column == LONG ? ValueType.LONG : ValueType.DOUBLE;
        }
        var function = words[0].equals("DISTINCT") ? "count_distinct" : lower(words[0]);
        return aggregate(lower(measure.name()), function, type, column);
    }

    private static NamedAggregator aggregate(
            String name, String function, ValueType type, int column, BigDecimal... parameters) {
        var argument = new MetricDefinition.Argument("`c" + column + "`", type);
        return NamedAggregator.of(
                new MetricDefinition.Aggregate(
                        name, function, List.of(argument), List.of(parameters)),
                List.of(column));
    }

    private static int column(String word) {
        return switch (word) {
            case "LONG" -> LONG;
            case "DOUBLE" -> DOUBLE;
            case "TEXT" -> TEXT;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The pipeline's own columns of an event. */
    public static List<Object> values(OracleEvent event) {
        var values = new ArrayList<Object>();
        values.add(filter(event));
        values.addAll(keyParts(event.key()));
        values.add(event.longValue());
        values.add(event.doubleValue());
        values.add(event.text());
        return values;
    }

    private static Boolean filter(OracleEvent event) {
        return event.longValue() == null ? null : (Boolean) (event.longValue() % 3 != 0);
    }

    /** Both parts are null for some keys. */
    private static List<Object> keyParts(String key) {
        if (key == null) {
            return Arrays.asList(null, null);
        }
        long number = Long.parseLong(key.substring("key-".length()));
        return Arrays.asList(
                number % 3 == 0 ? null : "part-" + number % 3, number == 7 ? null : (Long) number);
    }

    /** What the oracle calls a key, as it is published. */
    public List<Object> keys(String key) {
        return layout.keys().isEmpty() ? List.of() : Collections.unmodifiableList(keyParts(key));
    }

    /** The events that count for this metric, with its key. */
    public List<OracleEvent> counted(List<OracleEvent> events) {
        return events.stream()
                .filter(event -> layout.filterColumn() < 0 || Boolean.TRUE.equals(filter(event)))
                .map(event -> layout.keys().isEmpty() ? keyless(event) : event)
                .toList();
    }

    private static OracleEvent keyless(OracleEvent event) {
        return new OracleEvent(
                event.partition(),
                event.offset(),
                event.time(),
                event.clock(),
                null,
                event.longValue(),
                event.doubleValue(),
                event.text(),
                event.identity());
    }

    /** Whether approx_count_distinct and approx_percentile are behind the measures. */
    boolean hasSketches() {
        return layout.aggregates().size() > measures.size();
    }

    /** A start of all of them without state. */
    static Continuation fromNothing() {
        return Continuation.ofNothing(
                "trial", layouts().stream().map(BoundMetric::definition).toList());
    }

    /** All of them, for the engine. */
    public static List<BoundMetric> layouts() {
        return ALL.stream().map(TrialMetric::layout).toList();
    }
}
