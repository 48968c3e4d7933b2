package org.tallystick.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.MetricDefinition.Aggregate;
import org.tallystick.engine.MetricDefinition.Argument;

class ContinuationTest {
    private static final long TEN = time("2024-03-05T10:00:00Z");
    private static final long SEEN = time("2024-03-05T10:47:00.001Z");
    private static final long NEVER = Long.MIN_VALUE;

    private static final Aggregate COUNT = new Aggregate("n", "count", List.of(), List.of());
    private static final Aggregate MEAN = aggregate("mean", "avg", "`x`", ValueType.LONG);
    private static final Aggregate TOTAL = aggregate("total", "sum", "`x`", ValueType.LONG);
    private static final List<MetricDefinition.Key> KEYS =
            List.of(new MetricDefinition.Key("k", "`k`", ValueType.STRING));
    private static final MetricDefinition METRIC =
            metric("m", List.of(COUNT, MEAN), "tumbling 1 h");
    private static final MetricDefinition OTHER = metric("other", List.of(COUNT), "session 30 min");

    @Test
    void aStartFromNothingCountsFromTheFirstEventOnAndSaysNothing() {
        var start = Continuation.ofNothing("p", List.of(METRIC));

        assertThat(start.describe()).isEmpty();
        assertThat(start.describeChanges()).isEmpty();
        assertThat(start.changesState()).isFalse();
        assertThat(start.metric("m").before()).isEmpty();
        assertThat(start.saved().metrics())
                .containsExactly(
                        new SavedMetrics.Metric(METRIC, List.of(NEVER), List.of(NEVER, NEVER)));
    }

    @Test
    void whatIsUnchangedGoesOn() {
        var saved = Continuation.ofNothing("p", List.of(METRIC, OTHER)).saved();

        var resumed = Continuation.of(saved, "p", List.of(OTHER, METRIC), SEEN);

        assertThat(resumed.describe()).containsExactly("metric other goes on", "metric m goes on");
        assertThat(resumed.describeChanges()).isEmpty();
        assertThat(resumed.changesState()).isFalse();
        assertThat(resumed.metric("m").sources()).isEqualTo(sources(0, 1));
        assertThat(resumed.metric("m").isPartial()).isFalse();
        assertThat(resumed.saved().metrics()).containsExactlyInAnyOrderElementsOf(saved.metrics());
    }

    @Test
    void aMetricStartsWithTheFirstWindowThatMissesNothing() {
        var resumed = resume(List.of(METRIC), METRIC, OTHER);

        assertThat(resumed.describeChanges())
                .containsExactly(
                        "metric other starts: window 'session 30 min' starts with sessions from"
                                + " 2024-03-05T11:17:00.001Z on");
        assertThat(resumed.metric("other").since("session 30 min"))
                .isEqualTo(SEEN + 30 * 60 * 1000);
        assertThat(resumed.metric("other").before()).isEmpty();
    }

    @Test
    void aMetricGoes() {
        var resumed = resume(List.of(METRIC, OTHER), METRIC);

        assertThat(resumed.describe())
                .containsExactly("metric m goes on", "metric other goes: its state is dropped");
        assertThat(resumed.changesState()).isTrue();
        assertThat(resumed.saved().metrics()).hasSize(1);
    }

    @Test
    void aRenamedMetricGoesAndStarts() {
        var resumed = resume(List.of(METRIC), metric("n", METRIC.aggregates(), "tumbling 1 h"));

        assertThat(resumed.describe())
                .containsExactly(
                        "metric n starts: window 'tumbling 1 h' starts with that of"
                                + " 2024-03-05T11:00:00Z",
                        "metric m goes: its state is dropped");
    }

    @Test
    void windowsStartAndGoWhileOthersGoOn() {
        var before = metric("m", List.of(COUNT), "tumbling 1 h", "session 1 h", "tumbling 1 d");
        var now =
                metric(
                        "m",
                        List.of(COUNT),
                        "sliding 1 h every 20 min",
                        "tumbling 1 d",
                        "cumulative 1 d every 6 h");

        var resumed = resume(List.of(before), now);

        assertThat(resumed.describe())
                .containsExactly(
                        "metric m goes on: window 'tumbling 1 h' goes; window 'session 1 h' goes;"
                                + " window 'sliding 1 h every 20 min' starts with that of"
                                + " 2024-03-05T11:00:00Z; window 'cumulative 1 d every 6 h' starts"
                                + " with that of 2024-03-06T00:00:00Z");
        assertThat(resumed.metric("m").since("tumbling 1 d")).isEqualTo(NEVER);
        assertThat(resumed.metric("m").since("sliding 1 h every 20 min")).isEqualTo(SEEN);
        assertThat(resumed.metric("m").changesRows()).isFalse();
        assertThat(resumed.changesState()).isTrue();
    }

    /** Else a part would be published for the whole after the next restart. */
    @Test
    void whatStartsLaterStillDoesAfterAnotherRestore() {
        var first =
                resume(
                        List.of(METRIC),
                        metric("m", METRIC.aggregates(), "tumbling 1 h", "tumbling 1 d"));

        var again =
                Continuation.of(
                        SavedMetrics.decode(first.saved().encode()),
                        "p",
                        List.of(first.metric("m").definition()),
                        SEEN + 1000);

        assertThat(again.describe()).containsExactly("metric m goes on");
        assertThat(again.metric("m").since("tumbling 1 d")).isEqualTo(SEEN);
        assertThat(again.metric("m").isPartial()).isTrue();
    }

    @Test
    void aggregatesStartAndGoWhileOthersGoOn() {
        var resumed = resume(List.of(METRIC), metric("m", List.of(TOTAL, COUNT), "tumbling 1 h"));

        assertThat(resumed.describe())
                .containsExactly(
                        "metric m goes on: aggregate mean goes; aggregate total starts with windows"
                                + " from 2024-03-05T10:47:00.001Z on, and is null before");
        assertThat(resumed.metric("m").sources()).containsExactly(Optional.empty(), Optional.of(0));
        assertThat(resumed.metric("m").now().aggregatesSince()).containsExactly(SEEN, NEVER);
        assertThat(resumed.metric("m").changesRows()).isTrue();
    }

    @Test
    void theOrderOfAggregatesChangesRowsAndNothingElse() {
        var resumed = resume(List.of(METRIC), metric("m", List.of(MEAN, COUNT), "tumbling 1 h"));

        assertThat(resumed.describe()).containsExactly("metric m goes on");
        assertThat(resumed.metric("m").sources()).isEqualTo(sources(1, 0));
        assertThat(resumed.metric("m").changesRows()).isTrue();
        assertThat(resumed.changesState()).isTrue();
    }

    @Test
    void aRenamedAggregateGoesOn() {
        var renamed = aggregate("average", "avg", "`x`", ValueType.LONG);

        var resumed = resume(List.of(METRIC), metric("m", List.of(COUNT, renamed), "tumbling 1 h"));

        assertThat(resumed.describe()).containsExactly("metric m goes on");
        assertThat(resumed.metric("m").sources()).isEqualTo(sources(0, 1));
        assertThat(resumed.changesState()).isFalse();
    }

    @Test
    void amongEqualAggregatesNamesDecide() {
        var a = aggregate("a", "sum", "`x`", ValueType.LONG);
        var b = aggregate("b", "sum", "`x`", ValueType.LONG);
        var c = aggregate("c", "sum", "`x`", ValueType.LONG);

        var resumed =
                resume(
                        List.of(metric("m", List.of(a, b), "tumbling 1 h")),
                        metric("m", List.of(c, b, a), "tumbling 1 h"));

        assertThat(resumed.metric("m").sources())
                .containsExactly(Optional.empty(), Optional.of(1), Optional.of(0));
    }

    @Test
    void anotherArgumentTypeIsAnotherAggregate() {
        var doubles = aggregate("mean", "avg", "`x`", ValueType.DOUBLE);

        var resumed = resume(List.of(METRIC), metric("m", List.of(COUNT, doubles), "tumbling 1 h"));

        assertThat(resumed.describe())
                .containsExactly(
                        "metric m goes on: aggregate mean goes; aggregate mean starts with windows"
                                + " from 2024-03-05T10:47:00.001Z on, and is null before");
    }

    @Test
    void aMetricStartsAnewWhereNothingIsLeftToGoOnWith() {
        var start = "window 'tumbling 1 h' starts with that of 2024-03-05T11:00:00Z";
        var keys = List.of(new MetricDefinition.Key("k", "`k`", ValueType.LONG));

        assertThat(
                        anew(
                                new MetricDefinition(
                                        "m",
                                        "`x` > 1",
                                        KEYS,
                                        METRIC.aggregates(),
                                        METRIC.windows(),
                                        1)))
                .isEqualTo("metric m starts anew, for its filter changed: " + start);
        assertThat(
                        anew(
                                new MetricDefinition(
                                        "m", "", keys, METRIC.aggregates(), METRIC.windows(), 1)))
                .isEqualTo("metric m starts anew, for its keys changed: " + start);
        assertThat(
                        anew(
                                new MetricDefinition(
                                        "m",
                                        "",
                                        List.of(),
                                        METRIC.aggregates(),
                                        METRIC.windows(),
                                        1)))
                .isEqualTo("metric m starts anew, for its keys changed: " + start);
        assertThat(anew(metric("m", List.of(TOTAL), "tumbling 1 h")))
                .isEqualTo("metric m starts anew, for all of its aggregates changed: " + start);
        assertThat(anew(metric("m", METRIC.aggregates(), "tumbling 30 min")))
                .isEqualTo(
                        "metric m starts anew, for all of its windows changed: window 'tumbling 30"
                                + " min' starts with that of 2024-03-05T11:00:00Z");
    }

    private static String anew(MetricDefinition now) {
        var resumed = resume(List.of(METRIC), now);
        assertThat(resumed.metric("m").before()).isEmpty();
        assertThat(resumed.metric("m").changesRows()).isFalse();
        assertThat(resumed.metric("m").now().aggregatesSince()).containsOnly(NEVER);
        assertThat(resumed.changesState()).isTrue();
        return resumed.describe().get(0);
    }

    @Test
    void anotherNameOfAKeyChangesNothing() {
        var keys = List.of(new MetricDefinition.Key("other", "`k`", ValueType.STRING));
        var renamed = new MetricDefinition("m", "", keys, METRIC.aggregates(), METRIC.windows(), 1);

        assertThat(resume(List.of(METRIC), renamed).changesState()).isFalse();
    }

    @Test
    void aWindowThatJustBeginsIsComplete() {
        var saved = Continuation.ofNothing("p", List.of()).saved();

        var resumed = Continuation.of(saved, "p", List.of(METRIC), TEN);

        assertThat(resumed.describe().get(0)).endsWith("starts with that of 2024-03-05T10:00:00Z");
    }

    @Test
    void whereNothingWasSeenAllStartsWithItsFirstEvent() {
        var saved = Continuation.ofNothing("p", List.of(OTHER)).saved();
        var session = metric("m", List.of(COUNT), "session 1 h");

        var resumed = Continuation.of(saved, "p", List.of(OTHER, session), NEVER);

        assertThat(resumed.describeChanges())
                .containsExactly(
                        "metric m starts: window 'session 1 h' starts with its first event");
        assertThat(resumed.metric("m").isPartial()).isFalse();
    }

    @Test
    void theSavepointOfAnotherPipelineIsRefused() {
        var saved = Continuation.ofNothing("q", List.of(METRIC)).saved();

        assertThatThrownBy(() -> Continuation.of(saved, "p", List.of(METRIC), SEEN))
                .isInstanceOf(RefusedStateException.class)
                .hasMessage(
                        "the savepoint is of pipeline 'q', not of 'p': name one of its own, or"
                                + " none");
    }

    @Test
    void stateOfAnotherCodecIsRefusedUnlessItsMetricGoes() {
        var later =
                new MetricDefinition(
                        "m", "", KEYS, METRIC.aggregates(), METRIC.windows(), METRIC.codecs() + 1);

        assertThatThrownBy(() -> resume(List.of(later), METRIC))
                .isInstanceOf(RefusedStateException.class)
                .hasMessage(
                        "the state of metric m has version 2, this release reads 1: resume with"
                                + " the release that wrote it, or give the metric a new name");
        assertThat(resume(List.of(later), OTHER).describe())
                .contains("metric m goes: its state is dropped");
    }

    private static Continuation resume(List<MetricDefinition> before, MetricDefinition... now) {
        var saved = Continuation.ofNothing("p", before).saved();
        return Continuation.of(saved, "p", List.of(now), SEEN);
    }

    private static List<Optional<Integer>> sources(Integer... numbers) {
        return Arrays.stream(numbers).map(Optional::of).toList();
    }

    private static MetricDefinition metric(
            String name, List<Aggregate> aggregates, String... windows) {
        return new MetricDefinition(
                name, "", KEYS, aggregates, List.of(windows), MetricDefinition.CODECS);
    }

    private static Aggregate aggregate(
            String name, String function, String expression, ValueType type) {
        return new Aggregate(name, function, List.of(new Argument(expression, type)), List.of());
    }

    private static long time(String text) {
        return Instant.parse(text).toEpochMilli();
    }
}
