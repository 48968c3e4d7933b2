package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.servers.RabbitMq;

/** Streams of RabbitMQ, which are logs. */
@Tag("servers")
class RabbitStreamJobTest extends JobKit {
    private static final String STREAM = "events";
    private static final Map<String, Object> KIND = Map.of("x-queue-type", "stream");
    private static final Map<String, Object> SHORT =
            Map.of(
                    "x-queue-type",
                    "stream",
                    "x-max-length-bytes",
                    20_000,
                    "x-stream-max-segment-size-bytes",
                    10_000);

    private static final LiveOptions BOUNDED = LiveOptions.of(true);
    private static final LiveOptions BOUNDED_AGAIN = new LiveOptions(true, true, false, line -> {});

    private static final int DAY = 86_400_000;

    private RabbitMq broker;

    @Override
    AutoCloseable start(Path folder) throws Exception {
        broker = RabbitMq.startWithStreams();
        broker.declare(STREAM, KIND);
        return broker;
    }

    private Plan plan(String... more) throws Exception {
        return planOf("max-ahead: 1 h", more);
    }

    /**
     * @param settings of the events
     */
    private Plan planOf(String settings, String... more) throws Exception {
        var source =
                new ArrayList<>(
                        List.of(
                                "connector: rabbitmq",
                                "url: " + broker.streamUrl(),
                                "stream: " + STREAM));
        source.addAll(List.of(more));
        return plan(settings, source);
    }

    @Test
    void everyEventCountsOnceWhateverFailsWithoutAnId(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        broker.delete(STREAM);
        broker.declareToLast(STREAM, KIND);
        var plan = plan();
        var job = LiveJob.start(cluster, flink().streaming(2), plan);
        broker.send(STREAM, events(0, HALF));
        broker.send(STREAM, bad(0, 5));
        checkpoint(job);
        job.crash();
        checkpoint(job);
        broker.kill();
        broker.restart();
        broker.awaitStream(STREAM);
        broker.send(STREAM, events(HALF, EVENTS));
        broker.send(STREAM, bad(5, 10));
        readAll(job, plan, EVENTS + 10);
        job.drain(folder);

        everythingIsThereOnce(plan);
    }

    @Test
    void windowsCloseThoughReadersHaveNoStreamAndItFallsQuiet(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        var plan = planOf("idle-timeout: 100 ms");
        var job = LiveJob.start(cluster, flink().streaming(3), plan);
        broker.send(STREAM, events(0, 1_000));
        broker.send(STREAM, List.of(event(3 * DAY)));
        awaitCells(job, 100);
        broker.send(STREAM, List.of(event(6 * DAY)));
        awaitCells(job, 101);
        job.drain(folder);

        assertThat(counted()).isEqualTo(1_002);
        assertThat(ids(plan)).hasSize(1_002).doesNotHaveDuplicates();
    }

    /** Until so many were published, each with a checkpoint. */
    private void awaitCells(LiveJob job, int cells) throws Exception {
        do {
            checkpoint(job);
        } while (results().size() < cells);
        assertThat(results()).hasSize(cells);
    }

    @Test
    void aBoundedRunEndsWhereTheStreamDoesAndTheNextReadsWhatIsNew() throws Exception {
        var plan = plan();
        run(plan, BOUNDED);
        assertThat(ids(plan)).isEmpty();

        broker.send(STREAM, events(0, 3_000));
        run(plan, BOUNDED);
        assertThat(ids(plan)).hasSize(3_000);

        broker.send(STREAM, events(3_000, 3_100));
        assertThatThrownBy(() -> run(plan, BOUNDED))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("the archive holds stream events up to offset 2999");
        run(plan, BOUNDED_AGAIN);
        assertThat(ids(plan)).hasSize(3_100).doesNotHaveDuplicates();
    }

    @Test
    void aRunBeginsAtATimeOrAtTheEnd() throws Exception {
        broker.send(STREAM, events(0, 100));
        var latest = plan("start: latest");
        run(latest, BOUNDED);
        assertThat(ids(latest)).isEmpty();

        var between = afterAMoment();
        broker.send(STREAM, events(100, 150));
        var since = plan("start: " + between);
        run(since, BOUNDED);
        assertThat(ids(since)).hasSize(50).contains(100L, 149L);
    }

    /** Later than all that the broker has written, and not later than what it will write. */
    private static Instant afterAMoment() {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 5_000_000) {
            Thread.onSpinWait();
        }
        return Instant.now();
    }

    @Test
    void aSavepointGoesOnBehindWhatWasRead(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan("start: latest");
        var job = LiveJob.start(cluster, flink().streaming(1), plan);
        checkpoint(job);
        broker.send(STREAM, events(0, 2_000));
        readAll(job, plan, 2_000);
        var savepoint = job.stop(folder);

        broker.send(STREAM, events(2_000, 4_000));
        job = LiveJob.start(cluster, flink().resumed(3, savepoint), plan);
        readAll(job, plan, 4_000);
        broker.send(STREAM, events(4_000, 6_000));
        readAll(job, plan, 6_000);
        savepoint = job.stop(folder);

        broker.send(STREAM, events(6_000, 6_100));
        var bounded = flink().resumed(2, savepoint);
        StreamJob.define(bounded, plan, BOUNDED);
        bounded.execute();
        assertThat(ids(plan)).hasSize(6_100).doesNotHaveDuplicates();
    }

    @Test
    void aStreamThatWasMadeAnewIsNotTakenForTheOld(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan();
        broker.send(STREAM, events(0, 100));
        var job = LiveJob.start(cluster, flink().streaming(1), plan);
        readAll(job, plan, 100);
        var savepoint = job.stop(folder);
        broker.delete(STREAM);
        broker.declare(STREAM, KIND);
        broker.send(STREAM, events(0, 10));

        assertThatThrownBy(() -> run(plan, BOUNDED_AGAIN))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("it was made anew");
        assertFails(savepoint, plan, BOUNDED, "it was made anew");
        assertFails(savepoint, plan, LiveOptions.of(false), "it was made anew");

        broker.send(STREAM, events(10, 200));
        assertFails(savepoint, plan, LiveOptions.of(false), "it was made anew");
    }

    private void assertFails(String savepoint, Plan plan, LiveOptions options, String why)
            throws Exception {
        var env = flink().resumed(1, savepoint);
        StreamJob.define(env, plan, options);
        assertThatThrownBy(env::execute).rootCause().hasMessageContaining(why);
    }

    @Test
    void whatWasRemovedBeforeItWasReadEndsTheRunOrIsNoted(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        broker.delete(STREAM);
        broker.declare(STREAM, SHORT);
        var plan = plan();
        broker.send(STREAM, events(0, 100));
        var job = LiveJob.start(cluster, flink().streaming(1), plan);
        readAll(job, plan, 100);
        var savepoint = job.stop(folder);
        for (int i = 1; i < 40; i++) {
            broker.send(STREAM, events(100 * i, 100 * i + 100));
        }

        assertFails(savepoint, plan, BOUNDED, "were removed before they were read");

        var going = plan("on-gap: continue");
        var env = flink().resumed(1, savepoint);
        StreamJob.define(env, going, BOUNDED);
        env.execute();
        assertThat(rows(going, "rejects"))
                .singleElement()
                .satisfies(row -> assertThat(row.getField("kind")).hasToString("lost"));
        assertThat(ids(going)).doesNotHaveDuplicates().contains(3_999L).hasSizeLessThan(4_000);
    }

    @Test
    void segmentsAreNoGaps() throws Exception {
        broker.delete(STREAM);
        broker.declare(
                STREAM,
                Map.of("x-queue-type", "stream", "x-stream-max-segment-size-bytes", 10_000));
        for (int i = 0; i < 30; i++) {
            broker.send(STREAM, events(100 * i, 100 * i + 100));
        }
        var plan = plan();
        run(plan, BOUNDED);

        assertThat(ids(plan)).hasSize(3_000).doesNotHaveDuplicates();
        assertThat(rows(plan, "rejects")).isEmpty();
    }
}
