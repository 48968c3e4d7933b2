package org.tallystick.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.trial.Trial;
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
    void aCellTooLargeForARecordIsPutAsideAndTheOthersArrive(@TempDir Path rejected)
            throws Exception {
        kafka.createTopic("large", 1);
        var spec = new SinkSpec.Kafka("large", true, servers(), rejected.toString());
        var env = Jobs.streaming();
        GeneratorFunction<Long, Cell> cell =
                index -> index == 30 ? cell("x".repeat(600_000), 1, 1.0, 0) : numbered(index);
        Sinks.write(
                Jobs.records(env, CELLS, 10, cell, CellType.INSTANCE),
                spec,
                List.of(DEPARTURES),
                "flights-live",
                "results");
        env.execute();

        assertThat(read("large", 1, (int) CELLS - 1)).hasSize((int) CELLS - 1);
        assertThat(lines(rejected))
                .singleElement()
                .asString()
                .startsWith("{\"sink\":\"kafka large\",\"reason\":\"the record would have 1,200,")
                .contains("max.request.size is 1,048,576")
                .contains("\"cell\":{\"metric\":\"departures\"");
    }

    /** Whatever the estimate, a record that is let through is one that the producer takes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatFitsIsWhatTheProducerTakes(long seed, @TempDir Path rejected) throws Exception {
        var random = new Random(seed);
        var topic = "limit-" + seed;
        kafka.createTopic(topic, 1);
        var letters = new ArrayList<Integer>();
        for (int i = 0; i < CELLS; i++) {
            letters.add(350 + random.nextInt(300));
        }
        var properties = new HashMap<>(servers());
        properties.put("max.request.size", "1400");
        var spec = new SinkSpec.Kafka(topic, false, properties, rejected.toString());
        var env = Jobs.batch();
        GeneratorFunction<Long, Cell> cell =
                index -> cell("x".repeat(letters.get(index.intValue())), index, 1.0, 0);
        Sinks.write(
                Jobs.records(env, CELLS, cell, CellType.INSTANCE),
                spec,
                List.of(DEPARTURES),
                "flights-live",
                "results");
        env.execute();

        int aside = lines(rejected).size();
        assertThat(aside).isBetween(1, (int) CELLS - 1);
        assertThat(read(topic, 1, (int) CELLS - aside)).isNotEmpty();
    }

    @Test
    void aCorrectionLeavesNoTransactionBehind() throws Exception {
        kafka.createTopic("corrections", 1);

        runBatch(upserts("corrections", true), "flights-reprocess-1");

        assertThat(read("corrections", 1, (int) CELLS)).hasSize((int) CELLS);
        Map<String, Object> settings = new HashMap<>(servers());
        try (var admin = Admin.create(settings)) {
            assertThat(admin.listTransactions().all().get())
                    .extracting(TransactionListing::transactionalId)
                    .noneMatch(id -> id.startsWith("tallystick-flights-reprocess"));
        }
    }

    @Test
    void aTrialOfATopicSaysWhatIsThere() {
        kafka.createTopic("tried", 3);

        assertThat(trial(upserts("tried", false)).found())
                .isEqualTo("3 partition(s) at " + kafka.bootstrapServers());
        assertThat(trial(upserts("nowhere", false)).failure().orElseThrow())
                .hasMessage("no topic nowhere at " + kafka.bootstrapServers());
    }

    @Test
    void aTrialOfAFolderLeavesNothingBehind(@TempDir Path folder) throws IOException {
        assertThat(trial(new SinkSpec.Files(folder.toString())).works()).isTrue();
        assertThat(lines(folder)).isEmpty();
    }

    private static Trial trial(SinkSpec spec) {
        return SinkTrials.of(spec, List.of(DEPARTURES)).get(0);
    }

    private static Map<String, String> servers() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @Test
    void aTopicWithoutServersIsRefused() {
        var env = Jobs.batch();
        var spec = new SinkSpec.Kafka("t", false, Map.of("sasl.jaas.config", "hunter2"));

        assertThatThrownBy(
                        () -> Sinks.write(cells(env), spec, List.of(DEPARTURES), "flights", "sink"))
                .hasMessage("kafka sink on topic t: properties lack bootstrap.servers");
    }

    private static SinkSpec.Kafka upserts(String topic, boolean transactional) {
        return new SinkSpec.Kafka(topic, transactional, servers());
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
