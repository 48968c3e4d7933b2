package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.jobs.archive.MutatedEvents;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.JudgedWindow;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/**
 * Whether the verdicts are honest: between the live run and its replay one archived event is lost,
 * doubled, moved, changed or given to another key. Each window that this makes a difference to is
 * named, and no other.
 */
class MutatedArchiveTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int SEED = 5;
    private static final int EVENTS = 1_500;
    private static final int ROUNDS = 3;

    private static final List<OracleEvent> LIVE_EVENTS =
            GeneratedPipeline.generate(EVENTS, SEED).get(0);
    private static final SortedMap<String, String> LIVE =
            cells(LIVE_EVENTS, GeneratedPipeline.LATENESS);
    private static final SortedMap<String, String> LATE = late(LIVE_EVENTS);

    @TempDir static Path folder;
    private static FlinkAsDeployed flink;
    private static Plan plan;

    @BeforeAll
    static void runLive() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        var input = folder.resolve("events.jsonl");
        Files.write(
                input,
                LIVE_EVENTS.stream()
                        .map(each -> new String(GeneratedPipeline.json(each), UTF_8))
                        .toList());
        var source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        List<SinkSpec> none = List.of();
        plan = Plan.of(GeneratedPipeline.of("mutated", source, folder, none));
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    /** What somebody does to one event. */
    enum Mutation {
        LOSE {
            @Override
            List<OracleEvent> of(OracleEvent event, Random random) {
                return List.of();
            }
        },
        DOUBLE {
            @Override
            List<OracleEvent> of(OracleEvent event, Random random) {
                return List.of(event, event);
            }
        },
        CHANGE {
            @Override
            List<OracleEvent> of(OracleEvent event, Random random) {
                return List.of(with(event, event.time(), 1e6 + random.nextInt(1000)));
            }
        },
        MOVE {
            @Override
            List<OracleEvent> of(OracleEvent event, Random random) {
                long away = Duration.ofMinutes(10 + random.nextInt(100)).toMillis();
                long time = event.time() + (random.nextBoolean() ? away : -away);
                return List.of(with(event, time, event.doubleValue()));
            }
        },
        GIVE_ANOTHER_KEY {
            @Override
            List<OracleEvent> of(OracleEvent event, Random random) {
                String key = "key-of-" + random.nextInt(100);
                return List.of(with(event, key, event.time(), event.doubleValue()));
            }
        };

        abstract List<OracleEvent> of(OracleEvent event, Random random);

        static OracleEvent with(OracleEvent event, long time, Double value) {
            return with(event, event.key(), time, value);
        }

        static OracleEvent with(OracleEvent event, String key, long time, Double value) {
            return new OracleEvent(
                    event.partition(),
                    event.offset(),
                    time,
                    event.clock(),
                    key,
                    event.longValue(),
                    value,
                    event.text(),
                    event.identity());
        }
    }

    static Stream<Arguments> mutations() {
        return Stream.of(Mutation.values())
                .flatMap(
                        mutation ->
                                IntStream.range(0, 2 * ROUNDS)
                                        .mapToObj(
                                                round ->
                                                        Arguments.of(
                                                                mutation, round % 2 == 1, round)));
    }

    @Test
    void whatNobodyTouchedIsExplained() throws Exception {
        var found = audit();

        assertThat(found.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(found.doubtful()).isEmpty();
        assertThat(windows(found, WindowVerdict.EXPLAINED)).isPositive();
        assertThat(windows(found, WindowVerdict.MATCH)).isPositive();
    }

    @ParameterizedTest(name = "{0}, beside late events {1}, seed {2}")
    @MethodSource("mutations")
    void everyWindowThatItMakesADifferenceToIsNamedAndNoOther(
            Mutation mutation, boolean besideLate, long seed) throws Exception {
        var random = new Random(seed);
        var before = some(besideLate, random);
        var after = mutation.of(before, random);
        try (var archive = new MutatedEvents(plan)) {
            archive.rewrite(row -> isOf(row, before) ? mutated(row, after) : List.of(row));

            var found = audit();

            var expected = expected(before, after);
            assertThat(expected).isNotEmpty();
            assertThat(found.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
            assertThat(found.doubtful())
                    .extracting(MutatedArchiveTest::id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found.doubtful())
                    .allSatisfy(
                            window ->
                                    assertThat(window.verdict())
                                            .isEqualTo(WindowVerdict.UNEXPLAINED))
                    .allSatisfy(
                            window ->
                                    assertThat(window.account().suspect().cell().keys())
                                            .containsAnyOf(keys(before, after)));
        }
    }

    private static String[] keys(OracleEvent before, List<OracleEvent> after) {
        return Stream.concat(Stream.of(before), after.stream())
                .map(event -> event.key() == null ? "null" : "\"" + event.key() + "\"")
                .toArray(String[]::new);
    }

    /** An event that was on time for a window. */
    private static OracleEvent some(boolean besideLate, Random random) {
        var ids = new HashMap<Long, Integer>();
        LIVE_EVENTS.forEach(event -> ids.merge(event.identity(), 1, Integer::sum));
        var candidates =
                LIVE_EVENTS.stream()
                        .filter(event -> ids.get(event.identity()) == 1)
                        .filter(event -> event.doubleValue() != null)
                        .filter(event -> isOnTime(event) && isBesideLate(event) == besideLate)
                        .toList();
        assertThat(candidates).isNotEmpty();
        return candidates.get(random.nextInt(candidates.size()));
    }

    private static boolean isOnTime(OracleEvent event) {
        return event.clock().isEmpty() || event.clock().getAsLong() <= event.time();
    }

    private static boolean isBesideLate(OracleEvent event) {
        long start = Math.floorDiv(event.time(), 600_000L) * 600_000L;
        var tumbling =
                CellTexts.id(
                        "all",
                        "tumbling 10 min",
                        Instant.ofEpochMilli(start),
                        Instant.ofEpochMilli(start + 600_000L),
                        "");
        return LATE.containsKey(tumbling);
    }

    private static boolean isOf(Record row, OracleEvent event) {
        return row.getField("id").equals(event.identity());
    }

    private static List<Record> mutated(Record row, List<OracleEvent> events) {
        var rows = new ArrayList<Record>();
        for (OracleEvent event : events) {
            var mutated = row.copy();
            mutated.setField("d", event.doubleValue());
            mutated.setField("k", event.key());
            for (String column : List.of("t", "_time")) {
                var time = (OffsetDateTime) row.getField("_time");
                var moved = Instant.ofEpochMilli(event.time()).atOffset(time.getOffset());
                mutated.setField(
                        column,
                        row.getField(column) instanceof OffsetDateTime
                                ? moved
                                : moved.toLocalDateTime());
            }
            rows.add(mutated);
        }
        return rows;
    }

    /** The windows in which cells do not stand as all events have it, and lateness is not why. */
    private static Set<String> expected(OracleEvent before, List<OracleEvent> after) {
        var events = new ArrayList<>(LIVE_EVENTS);
        events.removeIf(event -> event.identity() == before.identity());
        events.addAll(after);
        var complete = windows(cells(events, Lateness.NOTHING_LATE));
        var seen = windows(cells(events, GeneratedPipeline.LATENESS));
        var live = windows(LIVE);
        var late = windows(late(events));
        var recorded = windows(LATE);
        var all = new TreeSet<>(complete.keySet());
        all.addAll(live.keySet());
        Predicate<String> differs =
                window -> !Objects.equals(complete.get(window), live.get(window));
        Predicate<String> unseen = window -> !Objects.equals(seen.get(window), live.get(window));
        Predicate<String> unrecorded =
                window ->
                        !window.contains("| session")
                                && !Objects.equals(late.get(window), recorded.get(window));
        all.removeIf(differs.and(unseen.or(unrecorded)).negate());
        return all;
    }

    /** Texts of all cells of each window. */
    private static Map<String, Set<String>> windows(SortedMap<String, String> cells) {
        var windows = new HashMap<String, Set<String>>();
        cells.forEach(
                (cell, value) -> {
                    int key = cell.lastIndexOf(" | ");
                    windows.computeIfAbsent(cell.substring(0, key), any -> new HashSet<>())
                            .add(cell.substring(key) + " = " + value);
                });
        return windows;
    }

    private static String id(JudgedWindow judged) {
        var window = judged.account();
        var id =
                CellTexts.id(
                        window.metric(),
                        window.window(),
                        Instant.ofEpochMilli(window.start()),
                        Instant.ofEpochMilli(window.end()),
                        "");
        return id.substring(0, id.lastIndexOf(" | "));
    }

    private static long windows(Findings found, WindowVerdict verdict) {
        return found.windows().stream().mapToLong(each -> each.books().windows(verdict)).sum();
    }

    private static Findings audit() throws Exception {
        return ReprocessJob.run(
                plan, ReprocessRange.ALL, Mode.AUDIT, Wanted.listing(10_000), flink.reprocessing());
    }

    private static SortedMap<String, String> cells(List<OracleEvent> events, Lateness lateness) {
        return GeneratedPipeline.METRIC.cells(
                GeneratedPipeline.identified(List.of(events)), lateness);
    }

    private static SortedMap<String, String> late(List<OracleEvent> events) {
        return GeneratedPipeline.METRIC.late(
                GeneratedPipeline.identified(List.of(events)), GeneratedPipeline.LATENESS);
    }
}
