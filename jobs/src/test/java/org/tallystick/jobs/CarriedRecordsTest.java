package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.pipeline.InvalidPipeline;

/** What Kafka's records have besides a value, or have in its place. */
@Timeout(300)
class CarriedRecordsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final String FIELDS =
            """
            {"name":"k","type":"string"},
            {"name":"ts","type":"string"},
            {"name":"h","type":{"type":"map","values":"string"}},
            {"name":"r","type":["null",{"type":"record","name":"R","fields":[
              {"name":"list","type":{"type":"array","items":"long"}},
              {"name":"inner","type":{"type":"record","name":"I","fields":[
                {"name":"t","type":["null","string"]}]}}]}]}
            """;

    private static final String SOURCE = "tombstones: skip\n  key-field: k\n  headers-field: h";

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;

    @Test
    void keyHeadersAndNestedRecordsAreArchivedAndTombstonesAreInTheBooks() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "carried", 1);
        var pipeline = new TopicPipeline(folder, topic, FIELDS, "k, \"d: h['device']\"");
        topic.send(
                List.of(
                        record("a", event(0, "{\"list\":[1,2],\"inner\":{\"t\":\"x\"}}"), "pump"),
                        record("a", null, "pump"),
                        record("b", event(1, "null"), "fan"),
                        record("b", "", "fan"),
                        record("a", event(2, "{\"list\":[],\"inner\":{\"t\":null}}"), "pump"),
                        record("a", event(3, "null") + event(4, "null"), "pump")));
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var plan = pipeline.plan("format: json", SOURCE);
        var env = flink.streaming(1);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        assertThat(pipeline.results())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"k\":\"a\",\"d\":\"pump\",\"n\":2"))
                .anyMatch(line -> line.contains("\"k\":\"b\",\"d\":\"fan\",\"n\":1"));
        assertThat(pipeline.rows(plan, "events"))
                .extracting(
                        row ->
                                List.of(
                                        row.getField("_offset"),
                                        row.getField("k"),
                                        row.getField("h").toString(),
                                        String.valueOf(row.getField("r"))))
                .containsExactlyInAnyOrder(
                        List.of(0L, "a", "{device=pump}", "Record([1, 2], Record(x))"),
                        List.of(2L, "b", "{device=fan}", "null"),
                        List.of(4L, "a", "{device=pump}", "Record([], Record(null))"));
        // Several objects in one record are one reject with all bytes.
        assertThat(pipeline.rows(plan, "rejects"))
                .extracting(row -> row.getField("reason") + ", offset " + row.getField("offset"))
                .containsExactly("something follows the JSON object, offset 5");
        assertThat(pipeline.rows(plan, "rejects").get(0).getField("bytes").toString())
                .contains("lim=" + 2 * event(3, "null").length());
        assertThat(pipeline.rows(plan, "progress"))
                .extracting(
                        row ->
                                List.of(
                                        row.getField("first"),
                                        row.getField("next"),
                                        row.getField("received"),
                                        row.getField("accepted"),
                                        row.getField("rejected"),
                                        row.getField("skipped")))
                .containsExactly(List.of(0L, 6L, 4L, 3L, 1L, 2L));

        var audit =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                        .total();
        assertThat(audit.differences()).isZero();
        assertThat(audit.matched()).isEqualTo(2);
    }

    @Test
    void positionsOfTombstonesAloneAreKnownToo() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "tombstones", 1);
        var pipeline = TopicPipeline.of(folder, topic);
        topic.send(List.of(new ProducerRecord<>("tombstones", 0, null, null)));
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var env = flink.streaming(1);
        StreamJob.define(
                env, pipeline.plan("format: json", "tombstones: skip"), LiveOptions.of(true));
        env.execute();

        assertThatThrownBy(
                        () ->
                                StreamJob.define(
                                        flink.streaming(1),
                                        pipeline.plan("format: json", "tombstones: skip"),
                                        LiveOptions.of(true)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("the archive holds tombstones-0 up to offset 0");
    }

    @Test
    void fieldsThatDoNotFitAreFoundByTheCheck() {
        var topic = new Topic("localhost:1", "none");
        var pipeline = new TopicPipeline(folder, topic, FIELDS, "k");

        assertThatThrownBy(() -> pipeline.plan("format: json", "key-field: r", "headers-field: q"))
                .isInstanceOf(InvalidPipeline.class)
                .hasMessageContaining("field 'r' is ROW")
                .hasMessageContaining("the event schema has no field 'q'");
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value, String device) {
        var headers = new ArrayList<org.apache.kafka.common.header.Header>();
        headers.add(new RecordHeader("device", "other".getBytes(UTF_8)));
        headers.add(new RecordHeader("device", device.getBytes(UTF_8)));
        return new ProducerRecord<>(
                "carried",
                0,
                key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                headers);
    }

    private static String event(int minute, String nested) {
        return "{\"ts\":\"2024-03-05T10:0%d:00Z\",\"r\":%s}".formatted(minute, nested);
    }
}
