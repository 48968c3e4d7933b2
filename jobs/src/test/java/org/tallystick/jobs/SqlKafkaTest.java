package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sql.SqlMode;

/** SQL over a topic that a live job reads, too. */
@Timeout(120)
class SqlKafkaTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @TempDir Path folder;

    @Test
    void aQueryReadsAllAndLeavesTheJobsGroupWhereItIs() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "sql", 1);
        var pipeline = TopicPipeline.of(folder, topic);
        pipeline.append(TEN, "a", 10);
        pipeline.plan("format: json");
        var file = folder.resolve("p.yaml").toString();
        var plan = Plan.read(file, List.of("source.start=committed"), Map.of());
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var live = flink.streaming(1);
        StreamJob.define(live, plan, LiveOptions.of(true));
        live.execute();
        var group = topic.committed(pipeline.group());
        pipeline.append(TEN.plusSeconds(10), "b", 5);

        var shown = new ArrayList<String>();
        try (var session = SqlJob.session(flink.streaming(1), plan, SqlMode.STREAMING, true)) {
            SqlJob.run(
                    session,
                    """
                    SELECT k, _offset FROM events WHERE _offset >= 9;
                    INSERT INTO sink_1.m SELECT * FROM m
                    """,
                    result -> {
                        try (var rows = result.collect()) {
                            rows.forEachRemaining(row -> shown.add(row.toString()));
                        }
                    });
        }

        assertThat(shown).hasSize(6).contains("+I[a, 9]", "+I[b, 14]");
        assertThat(topic.committed(pipeline.group())).isEqualTo(group).containsEntry(0, 10L);
        assertThat(pipeline.results()).filteredOn(line -> line.contains("\"k\":\"b\"")).hasSize(1);
    }
}
