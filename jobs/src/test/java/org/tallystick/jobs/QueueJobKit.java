package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;

/** What every queue promises, whoever its broker is. */
abstract class QueueJobKit extends JobKit {
    private QueueServer server;

    /** A broker that keeps what it has in a folder, with an empty queue. */
    abstract QueueServer broker(Path folder) throws Exception;

    void send(List<byte[]> messages) throws Exception {
        server.send(messages);
    }

    @Override
    AutoCloseable start(Path folder) throws Exception {
        server = broker(folder);
        return server;
    }

    Plan plan(String... more) throws Exception {
        var source = new ArrayList<>(server.source());
        source.addAll(List.of(more));
        return plan("id: [id]", source);
    }

    @Test
    void everyEventCountsOnceWhateverFails(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan();
        var job = LiveJob.start(cluster, flink().streaming(3), plan);
        server.send(events(0, HALF));
        server.send(bad(0, 5));
        checkpoint(job);
        job.crash();
        checkpoint(job);
        server.restart();
        server.send(events(HALF, EVENTS));
        server.send(bad(5, 10));
        readAll(job, plan, EVENTS + 10);
        job.drain(folder);

        everythingIsThereOnce(plan);
    }

    @Test
    void aBoundedRunTakesWhatThereIsAndTheNextGoesOnBehindIt() throws Exception {
        var plan = plan();
        server.send(events(0, 1_000));
        run(plan, LiveOptions.of(true));
        assertThat(ids(plan)).hasSize(1_000);
        assertThat(server.receive()).isEmpty();

        server.send(events(1_000, 1_500));
        assertThatThrownBy(() -> run(plan, LiveOptions.of(true)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("the archive holds 1,000 messages of events")
                .hasMessageContaining("--resume latest");
        run(plan, new LiveOptions(true, true, false, line -> {}));

        assertThat(ids(plan)).hasSize(1_500).doesNotHaveDuplicates();
        assertThat(rows(plan, "events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSavepointGoesOnWithMoreOrFewerConsumers(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan();
        var job = LiveJob.start(cluster, flink().streaming(1), plan);
        server.send(events(0, 2_000));
        readAll(job, plan, 2_000);
        var savepoint = job.stop(folder);

        var more = flink().resumed(3, savepoint);
        job = LiveJob.start(cluster, more, plan);
        server.send(events(2_000, 4_000));
        readAll(job, plan, 4_000);
        savepoint = job.stop(folder);

        var fewer = flink().resumed(2, savepoint);
        job = LiveJob.start(cluster, fewer, plan);
        server.send(events(4_000, 6_000));
        readAll(job, plan, 6_000);
        job.drain(folder);

        assertThat(ids(plan)).hasSize(6_000).doesNotHaveDuplicates();
        assertThat(rows(plan, "events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .doesNotHaveDuplicates();
    }
}
