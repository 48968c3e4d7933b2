package org.tallystick.jobs.local.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.Row;
import org.tallystick.event.TimeForm;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.UnreachableException;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.archive.WindowKind;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.local.sample.DecodedSample;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.KindBooks;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowTallies;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;

/** Jobs that count numbers: enough for a runner to run. */
public final class StubJobs implements Jobs {
    public static final int NUMBERS = 1000;

    /** Of a thousand events, whose windows a setting of 2 s or more leaves whole. */
    public static final LatenessReport LATENESS =
            new LatenessReport(
                    1_000,
                    1_000,
                    List.of(0L, 1_000L, 2_000L),
                    new LatenessReport.Late(NUMBERS, List.of(500L, 200L, 100L)),
                    new LatenessReport.Late(NUMBERS, List.of(100L, 10L, 0L)),
                    List.of(
                            new LatenessReport.Kind(
                                    "sum",
                                    "sliding 1 h every 1 min",
                                    new LatenessReport.Late(900, List.of(100L, 9L, 0L)),
                                    new LatenessReport.Late(54_000, List.of(540L, 54L, 0L)),
                                    1_700)),
                    List.of(
                            new LatenessReport.Partition("numbers-0", 999, 10_000_000, 10_005_000),
                            new LatenessReport.Partition("numbers-1", 1, 6_400_000, 6_405_000)),
                    Optional.of(
                            new LatenessReport.Arrivals(
                                    new LatenessReport.Late(800, List.of(700L, 300L, 8L)),
                                    5_000,
                                    6_400_000,
                                    10_000_000,
                                    6_405_000,
                                    10_005_000)));

    private final Comparison comparison;
    private final Optional<String> unreachable;

    /**
     * Stubs.
     *
     * @param comparison what reprocessing finds
     */
    public StubJobs(Comparison comparison) {
        this(comparison, Optional.empty());
    }

    private StubJobs(Comparison comparison, Optional<String> unreachable) {
        this.comparison = comparison;
        this.unreachable = unreachable;
    }

    /** Stubs with a broker that does not answer. */
    public static StubJobs withoutBroker(String line) {
        return new StubJobs(new Comparison(0, 0, 0, 0, 0), Optional.of(line));
    }

    public static Pipeline pipeline() {
        var events =
                new Events(
                        "{}",
                        "time",
                        TimeForm.STANDARD,
                        List.of(),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Optional.empty(),
                        Duration.ofDays(1),
                        1024);
        var source = new SourceSpec.Files("in", Optional.empty(), "json", Map.of());
        return new Pipeline("numbers", events, source, Optional.empty(), List.of(), List.of());
    }

    @Override
    public Pipeline readForArchive(String file, List<String> overrides) throws BadInputException {
        return read(file, overrides);
    }

    @Override
    public Pipeline read(String file, List<String> overrides) throws BadInputException {
        if (file.endsWith("broken.yaml")) {
            throw new BadInputException("broken.yaml:1:1 unknown key\nbroken.yaml:2:1 no metrics");
        }
        return pipeline();
    }

    @Override
    public List<String> connect(Pipeline pipeline, boolean wait) throws UnreachableException {
        if (!wait && unreachable.isPresent()) {
            throw new UnreachableException(unreachable.get());
        }
        return unreachable.stream().toList();
    }

    @Override
    public String explain(Pipeline pipeline) {
        return "pipeline " + pipeline.name();
    }

    @Override
    public Optional<String> missing(Pipeline pipeline, boolean bounded) {
        return Optional.empty();
    }

    @Override
    public DecodedSample sample(Pipeline pipeline, int records) {
        throw new UnsupportedOperationException("numbers have no records");
    }

    @Override
    public List<String> resume(Pipeline pipeline, String savepoint) throws BadInputException {
        if (savepoint.equals("nowhere")) {
            throw new BadInputException("nowhere is no savepoint");
        }
        return List.of("metric sum goes on", "metric mean goes");
    }

    @Override
    public LocalJob stream(Pipeline pipeline, LiveOptions options) {
        return StubJobs::count;
    }

    @Override
    public ArchiveQuery.Rows look(
            Pipeline pipeline, String table, Optional<String> where, int limit) {
        var row = Row.withNames();
        row.setField("n", 1);
        row.setField("text", "a b");
        return new ArchiveQuery.Rows(List.of("n", "text"), List.of(row), false);
    }

    @Override
    public Findings reprocess(
            Pipeline pipeline, ReprocessRange range, Mode mode, Wanted wanted, Runner runner)
            throws Exception {
        runner.run(StubJobs::count);
        var verdict =
                comparison.differences() == 0 ? WindowVerdict.MATCH : WindowVerdict.UNEXPLAINED;
        var books =
                new KindBooks(
                        Map.of(verdict.name(), 1L),
                        comparison.differences(),
                        WindowTallies.NOTHING,
                        Map.of());
        var window =
                new Findings.OfWindow(new WindowKind("sum", "tumbling 1 h"), comparison, books);
        return new Findings(comparison, List.of(window), List.of(), List.of(), Optional.empty());
    }

    @Override
    public LatenessReport lateness(Pipeline pipeline, ReprocessRange range, Runner runner)
            throws Exception {
        runner.run(StubJobs::count);
        return LATENESS;
    }

    @Override
    public ArchiveQuery.Rows groupRejects(Pipeline pipeline, Optional<String> where, int limit) {
        var group = Row.withNames();
        group.setField("kind", "time");
        return new ArchiveQuery.Rows(List.of("kind"), List.of(group), false);
    }

    @Override
    public Replayed replay(Pipeline pipeline, Optional<String> where, boolean dryRun, Runner runner)
            throws Exception {
        runner.run(StubJobs::count);
        return new Replayed(5, 2, 1, List.of("t, partition 0, position 7: no event time"));
    }

    @Override
    public Optional<Findings> reprocessStale(
            Pipeline pipeline, Mode mode, Wanted wanted, Consumer<String> tell, Runner runner) {
        return Optional.empty();
    }

    @Override
    public Books books(Pipeline pipeline, ReprocessRange range, Runner runner) throws Exception {
        var windows = reprocess(pipeline, range, Mode.AUDIT, Wanted.listing(0), runner);
        return new Books(List.of(), 0, windows);
    }

    @Override
    public void sql(
            Pipeline pipeline,
            StreamExecutionEnvironment env,
            SqlMode mode,
            boolean bounded,
            String statements) {
        throw new UnsupportedOperationException("numbers are in no table");
    }

    /** A job that counts {@link #NUMBERS} events of the times 1 to NUMBERS ms. */
    static void count(StreamExecutionEnvironment environment) {
        numbers(environment, new Count());
    }

    /** A job that fails at its first number. */
    static void fail(StreamExecutionEnvironment environment) {
        numbers(environment, new Fail());
    }

    private static void numbers(
            StreamExecutionEnvironment environment, MapFunction<Long, Long> function) {
        environment
                .fromSource(
                        new NumberSequenceSource(1, NUMBERS),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(function)
                .uid("map")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    /** A job that counts as {@link #count} does, and fails at its last number the first time. */
    static void failOnce(StreamExecutionEnvironment environment) {
        Count.failing.set(true);
        count(environment);
    }

    private static final class Count extends RichMapFunction<Long, Long> {
        /** Flink makes the functions anew for each attempt. */
        private static final AtomicBoolean failing = new AtomicBoolean();

        private transient Counter events;
        private transient volatile Long last;

        @Override
        public void open(OpenContext context) {
            events = JobMetrics.counter(getRuntimeContext().getMetricGroup(), JobMetrics.EVENTS);
            JobMetrics.eventTime(getRuntimeContext().getMetricGroup(), () -> last);
        }

        @Override
        public Long map(Long number) {
            events.inc();
            last = last == null ? number : Math.max(last, number);
            if (number == NUMBERS && failing.getAndSet(false)) {
                throw new IllegalStateException("the first attempt fails");
            }
            return number;
        }
    }

    private static final class Fail extends RichMapFunction<Long, Long> {

        @Override
        public Long map(Long number) {
            throw new IllegalStateException("number " + NUMBERS + " is too much");
        }
    }
}
