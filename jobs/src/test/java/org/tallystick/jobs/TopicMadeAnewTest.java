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
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;

/** A topic is deleted and made anew, and its offsets and times begin anew, too. */
@Timeout(300)
class TopicMadeAnewTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");
    private static final Instant EIGHT = Instant.parse("2024-03-05T08:00:00Z");
    private static final String STOPPING = "format: json";

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;
    private Topic topic;
    private TopicPipeline pipeline;
    private FlinkAsDeployed flink;
    private String before;

    @Test
    void underASavepointItEndsTheRunOrIsReadFromItsBeginning(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("savepoint");
        var job = LiveJob.start(cluster, flink.streaming(1), pipeline.plan(STOPPING));
        job.readTo(topic, pipeline.group(), Map.of(0, 200L));
        var savepoint = job.stop(folder);
        makeAnew();

        var env = flink.resumed(1, savepoint);
        StreamJob.define(env, pipeline.plan(STOPPING), LiveOptions.of(true));
        assertThatThrownBy(env::execute).rootCause().hasMessageStartingWith(refusal());

        env = flink.resumed(1, savepoint);
        var plan = goingOn();
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
        bothTopicsAreArchived(plan);
        // The old topic had closed the hour that the new one begins with.
        assertThat(pipeline.rows(plan, "ledger"))
                .extracting(row -> row.getField("reason") + " " + row.getField("events"))
                .containsExactly("after-idle 300");
        correctionsMakeItWhole(plan);
    }

    @Test
    void whileTheJobRunsItIsFoundBeforeAnyCheckpointHoldsIt(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("running");
        var stopping = LiveJob.start(cluster, flink.streaming(1), pipeline.plan(STOPPING));
        stopping.readTo(topic, pipeline.group(), Map.of(0, 200L));
        makeAnew();

        assertThatThrownBy(() -> checkpointUntilItEnds(stopping))
                .rootCause()
                .hasMessageContaining(refusal());
    }

    @Tag("soak")
    @Test
    void whileTheJobRunsItGoesOnWithTheNewOne(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("going-on");
        var plan = goingOn();
        var job = LiveJob.start(cluster, flink.streaming(1), plan);
        job.readTo(topic, pipeline.group(), Map.of(0, 200L));
        makeAnew();

        readToInSpiteOfRestarts(job, 300);
        job.drain(folder);
        bothTopicsAreArchived(plan);
        correctionsMakeItWhole(plan);
    }

    @Test
    void aRunWithoutASavepointKnowsItByTheArchive() throws Exception {
        prepare("again");
        var env = flink.streaming(1);
        StreamJob.define(env, pipeline.plan(STOPPING), LiveOptions.of(true));
        env.execute();
        makeAnew();

        var skip = new LiveOptions(true, true, false, line -> {});
        assertThatThrownBy(
                        () -> StreamJob.define(flink.streaming(1), pipeline.plan(STOPPING), skip))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageStartingWith(refusal());

        var plan = goingOn();
        var told = new ArrayList<String>();
        env = flink.streaming(1);
        StreamJob.define(env, plan, new LiveOptions(true, true, false, told::add));
        env.execute();
        assertThat(told).anyMatch(line -> line.startsWith("again-0: topic again was deleted and"));
        bothTopicsAreArchived(plan);

        pipeline.append(EIGHT.plusSeconds(300), "new", 10);
        env = flink.streaming(1);
        StreamJob.define(env, plan, new LiveOptions(true, true, false, told::add));
        env.execute();
        assertThat(offsets(plan, anew())).hasSize(310).doesNotHaveDuplicates();
        assertThat(pipeline.rows(plan, "rejects")).hasSize(1);
    }

    private void prepare(String name) throws Exception {
        topic = Topic.make(BROKER.kafka(), name, 1);
        pipeline = TopicPipeline.of(folder, topic);
        flink = new FlinkAsDeployed(folder, "hashmap");
        pipeline.append(TEN, "old", 200);
        before = topic.id();
    }

    private void makeAnew() throws Exception {
        topic.makeAnew(1);
        pipeline.append(EIGHT, "new", 300);
    }

    private Plan goingOn() throws Exception {
        return pipeline.plan("format: json", "on-gap: continue");
    }

    private String refusal() throws Exception {
        return "kafka source: topic %s was deleted and made anew, its id was %s and is %s, "
                .formatted(topic.name(), before, topic.id());
    }

    private String anew() throws Exception {
        return topic.name() + "@" + topic.id();
    }

    private void bothTopicsAreArchived(Plan plan) throws Exception {
        assertThat(offsets(plan, topic.name())).hasSize(200).doesNotHaveDuplicates();
        assertThat(offsets(plan, anew())).hasSize(300).doesNotHaveDuplicates();
        assertThat(pipeline.rows(plan, "rejects"))
                .extracting(row -> row.getField("kind") + " " + row.getField("offset"))
                .containsExactly("lost 200");
        assertThat(pipeline.rows(plan, "progress"))
                .extracting(row -> row.getField("topic") + " " + row.getField("topic_id"))
                .contains(topic.name() + " " + before, anew() + " " + topic.id());
    }

    private List<Long> offsets(Plan plan, String name) {
        return pipeline.rows(plan, "events").stream()
                .filter(row -> row.getField("_topic").equals(name))
                .map((Record row) -> (Long) row.getField("_offset"))
                .toList();
    }

    private void correctionsMakeItWhole(Plan plan) throws Exception {
        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        var audit =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                        .total();
        assertThat(audit.differences()).isZero();
        assertThat(audit.matched()).isEqualTo(2);
        assertThat(pipeline.results())
                .anyMatch(line -> line.contains("\"k\":\"new\",\"n\":300"))
                .anyMatch(line -> line.contains("\"k\":\"old\",\"n\":200"));
    }

    private static void checkpointUntilItEnds(LiveJob job) throws Exception {
        boolean ended = false;
        while (!ended) {
            try {
                job.checkpoint();
            } catch (Exception e) {
                ended = job.cluster().getJobStatus(job.id()).get().isTerminalState();
            }
        }
        job.cluster()
                .requestJobResult(job.id())
                .get()
                .toJobExecutionResult(TopicMadeAnewTest.class.getClassLoader());
    }

    private void readToInSpiteOfRestarts(LiveJob job, long offset) throws Exception {
        while (!topic.isReadTo(pipeline.group(), Map.of(0, offset))) {
            try {
                job.checkpoint();
            } catch (Exception e) {
                assertThat(job.cluster().getJobStatus(job.id()).get().isTerminalState()).isFalse();
            }
        }
    }
}
