package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;

/** A job goes on from a savepoint with other sinks, or its own in another order. */
@Timeout(300)
class ChangedSinksTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);

    @TempDir static Path shared;
    private static EmbeddedKafka kafka;

    private final List<List<OracleEvent>> partitions = GeneratedPipeline.generate(2_000, 5);

    @TempDir Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(shared.resolve("kafka"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void everySinkKeepsItsStateWhateverStandsBesideIt(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var input = Topic.make(kafka, "swapped", GeneratedPipeline.PARTITIONS);
        var output = Topic.make(kafka, "swapped-cells", 1);
        var kept = new SinkSpec.Files(folder.resolve("kept").toString());
        var removed = new SinkSpec.Files(folder.resolve("removed").toString());
        var topic = new SinkSpec.Kafka(output.name(), true, output.servers());

        var savepoint = run(cluster, input, Optional.empty(), 0.4, kept, removed, topic);
        savepoint = run(cluster, input, Optional.of(savepoint), 0.7, topic, removed, kept);
        var published = CellTexts.lines(folder.resolve("kept"));
        var last = start(cluster, input, Optional.of(savepoint), topic, kept);
        append(input, 0.7, 1);
        last.readTo(input, group(input), offsets(1));
        last.drain(folder);

        var lines = CellTexts.lines(folder.resolve("kept"));
        assertThat(lines).doesNotHaveDuplicates();
        assertThat(CellTexts.standing(folder.resolve("kept"), METRICS))
                .isEqualTo(GeneratedPipeline.cells(partitions));
        assertThat(output.committed())
                .hasSameSizeAs(lines)
                .extracting(ConsumerRecord::value)
                .filteredOn(line -> line != null)
                .isSubsetOf(lines);
        assertThat(CellTexts.lines(folder.resolve("removed")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void otherStateThanThatOfSinksIsNotDropped(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var input = Topic.make(kafka, "archived", GeneratedPipeline.PARTITIONS);
        var sink = new SinkSpec.Files(folder.resolve("results").toString());
        var savepoint = run(cluster, input, Optional.empty(), 0.1, sink);
        var plan = Plan.of(withoutArchive(pipeline(input, sink)));
        var env = new FlinkAsDeployed(folder, "hashmap").resumed(2, savepoint);

        assertThatThrownBy(() -> StreamJob.define(env, plan, LiveOptions.of(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the savepoint has state of [archive-commit],")
                .hasMessageNotContaining("sink-files");
    }

    /** Goes on to a part of the events and stops there. */
    private String run(
            MiniCluster cluster,
            Topic input,
            Optional<String> savepoint,
            double to,
            SinkSpec... sinks)
            throws Exception {
        var job = start(cluster, input, savepoint, sinks);
        append(input, savepoint.isPresent() ? 0.4 : 0, to);
        job.readTo(input, group(input), offsets(to));
        return job.stop(folder);
    }

    private LiveJob start(
            MiniCluster cluster, Topic input, Optional<String> savepoint, SinkSpec... sinks)
            throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var env = savepoint.isPresent() ? flink.resumed(2, savepoint.get()) : flink.streaming(2);
        return LiveJob.start(cluster, env, Plan.of(pipeline(input, sinks)));
    }

    private Pipeline pipeline(Topic input, SinkSpec... sinks) {
        var source = GeneratedPipeline.kafka(input.name(), input.servers());
        return GeneratedPipeline.of(input.name(), source, folder, List.of(sinks));
    }

    private static Pipeline withoutArchive(Pipeline pipeline) {
        return new Pipeline(
                pipeline.name(),
                pipeline.events(),
                pipeline.source(),
                Optional.empty(),
                pipeline.metrics(),
                pipeline.sinks());
    }

    private static String group(Topic input) {
        return "tallystick-" + input.name();
    }

    private void append(Topic input, double from, double to) throws Exception {
        var values = new TreeMap<Integer, List<byte[]>>();
        for (int p = 0; p < partitions.size(); p++) {
            var start = offsets(from).get(p).intValue();
            var part = partitions.get(p).subList(start, offsets(to).get(p).intValue());
            values.put(p, part.stream().map(GeneratedPipeline::json).toList());
        }
        input.append(values);
    }

    private Map<Integer, Long> offsets(double fraction) {
        var offsets = new TreeMap<Integer, Long>();
        for (int p = 0; p < partitions.size(); p++) {
            offsets.put(p, Math.round(fraction * partitions.get(p).size()));
        }
        return offsets;
    }
}
