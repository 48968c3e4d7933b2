package org.tallystick.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;

class SinksTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final CellJson JSON = new CellJson(List.of(DEPARTURES));
    private static final long CELLS = 60;

    @TempDir static Path broker;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws IOException {
        kafka = EmbeddedKafka.start(broker);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void filesHoldEveryCellOnceThroughAFailure(@TempDir Path folder) throws Exception {
        runFailing("files", new SinkSpec.Files(folder.toString()));

        assertThat(lines(folder)).containsExactlyInAnyOrderElementsOf(expectedLines());
    }

    @Test
    void filesOfTwoBatchRunsStandSideBySide(@TempDir Path folder) throws Exception {
        var spec = new SinkSpec.Files("file:" + folder);

        runBatch(spec, "flights-first");
        runBatch(spec, "flights-second");

        assertThat(lines(folder)).hasSize(2 * (int) CELLS).containsAll(expectedLines());
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.matches("flights-(first|second)-.*\\.jsonl"));
        }
    }

    @Test
    void theTopicsLastRecordOfEachKeyIsTheCell() throws Exception {
        kafka.createTopic("upserts", 2);
        var versions =
                List.of(
                        cell("JFK", 1, 1.0, 0),
                        cell("LAX", 2, 2.0, 0),
                        cell("JFK", 3, 3.0, 1),
                        retraction("LAX", 1));
        var env = Jobs.batch();
        env.setParallelism(1);
        Sinks.write(
                Jobs.records(env, 4, index -> versions.get(index.intValue()), CellType.INSTANCE),
                upserts("upserts", false),
                List.of(DEPARTURES),
                "flights-live",
                "results");
        env.execute();

        var last = new LinkedHashMap<String, String>();
        read("upserts", 2, 4).forEach(each -> last.put(each.key(), each.value()));

        assertThat(last)
                .containsEntry(JSON.identity(versions.get(2)), JSON.line(versions.get(2)))
                .containsEntry(JSON.identity(versions.get(3)), null)
                .hasSize(2);
    }

    @Test
    void transactionsShowNothingOfAnAbortedAttempt() throws Exception {
        kafka.createTopic("transactions", 1);

        runFailing("transactions", upserts("transactions", true));

        assertThat(read("transactions", 1, (int) CELLS))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(expectedLines());
    }

    @Test
    void aTopicWithoutServersIsRefused() {
        var env = Jobs.batch();
        var spec = new SinkSpec.Kafka("t", false, Map.of("sasl.jaas.config", "hunter2"));

        assertThatThrownBy(
                        () -> Sinks.write(cells(env), spec, List.of(DEPARTURES), "flights", "sink"))
                .hasMessage("kafka sink on topic t: properties lack bootstrap.servers");
    }

    @Test
    void printedLinesAreJsonAndNothingElse() throws Exception {
        var out = new ByteArrayOutputStream();
        var first = cell("JFK", 1, 1.0, 0);

        var writer = new PrintSink.Writer(new CellLines(JSON), out);
        writer.write(first, null);
        writer.flush(true);

        assertThat(out).hasToString(JSON.line(first) + "\n");
    }

    private static SinkSpec.Kafka upserts(String topic, boolean transactional) {
        return new SinkSpec.Kafka(
                topic, transactional, Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static Cell numbered(long index) {
        return cell("A" + index, index, index / 3.0, 0);
    }

    private static List<String> expectedLines() {
        return LongStream.range(0, CELLS).mapToObj(SinksTest::numbered).map(JSON::line).toList();
    }

    private static org.apache.flink.streaming.api.datastream.DataStream<Cell> cells(
            StreamExecutionEnvironment env) {
        GeneratorFunction<Long, Cell> numbered = SinksTest::numbered;
        return Jobs.records(env, CELLS, numbered, CellType.INSTANCE);
    }

    private static void runBatch(SinkSpec spec, String run) throws Exception {
        var env = Jobs.batch();
        Sinks.write(cells(env), spec, List.of(DEPARTURES), run, "results");
        env.execute();
    }

    private static void runFailing(String test, SinkSpec spec) throws Exception {
        var env = Jobs.streaming();
        GeneratorFunction<Long, Cell> numbered = SinksTest::numbered;
        var cells =
                Jobs.records(env, CELLS, 10, numbered, CellType.INSTANCE)
                        .map(new Jobs.FailOnce<>(test), CellType.INSTANCE)
                        .uid("failing");
        Sinks.write(cells, spec, List.of(DEPARTURES), "flights-live", "results");
        env.execute();

        assertThat(Jobs.FailOnce.failures(test)).isEqualTo(1);
    }

    private static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /**
     * Reads to the end of the topic, and so sees more than {@code expected} where there is more.
     */
    private static List<ConsumerRecord<String, String>> read(
            String topic, int partitions, int expected) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        var records = new ArrayList<ConsumerRecord<String, String>>();
        var text = new StringDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, text, text)) {
            var all = new ArrayList<TopicPartition>();
            for (int i = 0; i < partitions; i++) {
                all.add(new TopicPartition(topic, i));
            }
            consumer.assign(all);
            var ends = consumer.endOffsets(all);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(expected);
        return records;
    }
}
