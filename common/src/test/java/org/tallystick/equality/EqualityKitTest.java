package org.tallystick.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tallystick.equality.Step.checkpoint;
import static org.tallystick.equality.Step.crash;
import static org.tallystick.equality.Step.event;
import static org.tallystick.equality.Step.savepoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs with mistakes of which each is found and shrunk, and such without. */
class EqualityKitTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final Duration DISORDER = Duration.ofSeconds(5);
    private static final int SEEDS = 20;

    /** An event, and a result. */
    public record Reading(String key, long time, long value) {}

    /** The latest by its time, or what a mistake has instead. */
    private abstract static class Latest extends KeyedProcessFunction<String, Reading, Reading> {
        private transient ValueState<Reading> latest;

        @Override
        public void open(OpenContext context) {
            latest =
                    getRuntimeContext()
                            .getState(
                                    new ValueStateDescriptor<>(
                                            "latest", TypeInformation.of(Reading.class)));
        }

        @Override
        public void processElement(Reading reading, Context context, Collector<Reading> out)
                throws Exception {
            var before = latest.value();
            latest.update(before == null ? reading : merged(before, reading));
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        abstract Reading merged(Reading before, Reading next);

        @Override
        public void onTimer(long time, OnTimerContext context, Collector<Reading> out)
                throws Exception {
            out.collect(latest.value());
        }
    }

    private static final class ByTime extends Latest {
        @Override
        Reading merged(Reading before, Reading next) {
            boolean later =
                    next.time() > before.time()
                            || (next.time() == before.time() && next.value() > before.value());
            return later ? next : before;
        }
    }

    /** The mistake: it takes what comes last. */
    private static final class ByArrival extends Latest {
        @Override
        Reading merged(Reading before, Reading next) {
            return next;
        }
    }

    /** The mistake: it counts in a field, which no checkpoint has. */
    private static final class CountInField extends KeyedProcessFunction<String, Reading, Reading> {
        private final Map<String, Long> counts = new HashMap<>();

        @Override
        public void processElement(Reading reading, Context context, Collector<Reading> out) {
            counts.merge(reading.key(), 1L, Long::sum);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long time, OnTimerContext context, Collector<Reading> out) {
            var key = context.getCurrentKey();
            out.collect(new Reading(key, 0, counts.getOrDefault(key, 0L)));
        }
    }

    private static EqualityKit<Reading, Reading> kit(
            KeyedProcessFunction<String, Reading, Reading> function) {
        return EqualityKit.of(
                readings -> readings.keyBy(Reading::key).process(function).uid("function"),
                TypeInformation.of(Reading.class),
                Reading::time,
                DISORDER);
    }

    private static List<Reading> readings(RandomGenerator random) {
        var readings = new ArrayList<Reading>();
        for (int i = 0; i < 30; i++) {
            var key = "k" + random.nextInt(3);
            readings.add(new Reading(key, i * 700L, random.nextLong(1_000)));
        }
        return readings;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2})
    void aJobWithoutAMistakePasses(long seed, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        kit(new ByTime()).withRepeats().check(cluster, seed, EqualityKitTest::readings);
    }

    @Test
    void aJobThatGoesByArrivalIsShrunkToTwoEvents(@InjectMiniCluster MiniCluster cluster) {
        var message = found(kit(new ByArrival()), cluster);

        assertThat(message.lines().filter(line -> line.contains("event("))).hasSize(2);
        assertThat(message).doesNotContain("savepoint(", "crash(", "checkpoint(");
    }

    @Test
    void aJobThatLosesStateIsShrunkToAnEventAndARestart(@InjectMiniCluster MiniCluster cluster) {
        var message = found(kit(new CountInField()), cluster);

        assertThat(message.lines().filter(line -> line.contains("event("))).hasSize(1);
        assertThat(message)
                .containsPattern(
                        "Case\\.streaming\\(\\s+1,\\s+event\\(new Reading\\(\"k\\d\", \\d+L, \\d+L\\)\\),")
                .containsPattern("savepoint\\(1\\)\\)|checkpoint\\(\\),\\s+crash\\(\\)\\)");
    }

    /** What the first seed says that finds something. */
    private static String found(EqualityKit<Reading, Reading> kit, MiniCluster cluster) {
        for (long seed = 0; seed < SEEDS; seed++) {
            long tried = seed;
            var failure =
                    catchThrowableOfType(
                            AssertionError.class,
                            () -> kit.check(cluster, tried, EqualityKitTest::readings));
            if (failure != null) {
                assertThat(failure).hasMessageStartingWith("seed " + seed + ": Case.");
                return failure.getMessage();
            }
        }
        throw new AssertionError("no seed finds the mistake");
    }

    @Test
    void aCaseIsReplayed(@InjectMiniCluster MiniCluster cluster) throws Exception {
        var one = new Reading("k", 1_000, 1);
        var other = new Reading("k", 2_000, 2);
        var wrongOrder =
                Case.streaming(2, event(other), checkpoint(), savepoint(3), crash(), event(one));

        kit(new ByTime()).replay(cluster, wrongOrder);
        assertThatThrownBy(() -> kit(new ByArrival()).replay(cluster, wrongOrder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gives  {Reading[key=k, time=1000, value=1]=1}")
                .hasMessageContaining("instead of  {Reading[key=k, time=2000, value=2]=1}");
    }

    /** Each event that is late but allowed for revises its window; the last version counts. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2})
    void lateEventsThatAJobAllowsForCount(long seed, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        windows(20).check(cluster, seed, EqualityKitTest::readings);
    }

    @Test
    void lateEventsThatAJobDropsAreFound(@InjectMiniCluster MiniCluster cluster) {
        assertThat(found(windows(0), cluster)).contains("Case.streaming(");
    }

    private static EqualityKit<Reading, Reading> windows(long allowedSeconds) {
        return EqualityKit.<Reading, Reading>of(
                        readings ->
                                readings.keyBy(Reading::key)
                                        .window(TumblingEventTimeWindows.of(Duration.ofSeconds(2)))
                                        .allowedLateness(Duration.ofSeconds(allowedSeconds))
                                        .reduce(
                                                (one, two) ->
                                                        new Reading(
                                                                one.key(),
                                                                one.time() / 2_000 * 2_000,
                                                                one.value() + two.value()))
                                        .uid("window"),
                        TypeInformation.of(Reading.class),
                        Reading::time,
                        DISORDER)
                .withLateness(Duration.ofSeconds(20))
                .seenAs(EqualityKitTest::newest);
    }

    private static Map<String, Long> newest(List<Reading> results) {
        var newest = new HashMap<String, Long>();
        results.forEach(each -> newest.put(each.key() + each.time() / 2_000, each.value()));
        return newest;
    }
}
