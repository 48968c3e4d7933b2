package org.tallystick.jobs.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeForm;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.source.connector.SourceStart;
import org.tallystick.jobs.source.connector.SourceStream;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.clock.ClockedSource;

@Timeout(120)
class SourcesTest {
    private static final Deadlines NOTHING_IS_LATE = new Deadlines(List.of(), Lateness.none());

    private static final EventSchema SCHEMA =
            EventSchema.parse(
                    """
                    {"type":"record","name":"Event","fields":[
                      {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}}]}
                    """);

    private static final EventLayout LAYOUT = new EventLayout(SCHEMA.rowType());
    private static final Duration DISORDER = Duration.ofMinutes(15);
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 600;

    @TempDir static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 2, 3})
    void nothingIsLateOnCatchUpHoweverFarApartThePartitionsAre(int parallelism) throws Exception {
        var test = "catch-up-" + parallelism;
        var values = values(new Random(parallelism));
        kafka.createTopic(test, PARTITIONS);
        write(test, values, 0, RECORDS);
        var log = new Seen.Log(test, PARTITIONS * RECORDS, false);
        var env = environment(parallelism, new Configuration());
        run(env, test, true, log);
        env.execute();
        assertThat(log.records()).hasSize(PARTITIONS * RECORDS).allSatisfy(SourcesTest::isOnTime);
        checkClocks(log.records(), values);
    }

    @ParameterizedTest(name = "parallelism {0}")
    @ValueSource(ints = {1, 3})
    void clocksGoOnAfterAFailure(int parallelism) throws Exception {
        var test = "failure-" + parallelism;
        var values = values(new Random(parallelism));
        kafka.createTopic(test, PARTITIONS);
        write(test, values, 0, RECORDS / 2);
        var log = new Seen.Log(test, PARTITIONS * RECORDS, true);
        var env = environment(parallelism, restarting());
        env.enableCheckpointing(50);
        run(env, test, false, log);
        var job = env.executeAsync();
        log.awaitFailure();
        write(test, values, RECORDS / 2, RECORDS);
        log.awaitAll();
        job.cancel().get();
        checkClocks(log.records(), values);
    }

    @Test
    void aFileIsReadThroughByAJob() throws Exception {
        var file = folder.resolve("events.jsonl");
        Files.writeString(file, "{\"time\":\"2001-01-01T00:00:00Z\"}\nnonsense\n");
        var log = new Seen.Log("files", 2, false);
        var env = environment(2, new Configuration());
        var spec =
                new SourceSpec.Files(
                        file.toString(), Optional.of(Duration.ofDays(1)), "json", Map.of());
        events(env, pipeline(spec), true)
                .process(Seen.in(log, LAYOUT))
                .uid("seen")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        env.execute();
        assertThat(log.records()).extracting(Seen.Row::offset).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void whatIsNotThereIsSaidBeforeTheJobStarts() {
        var env = environment(1, new Configuration());
        var files = new SourceSpec.Files("/no/such", Optional.empty(), "json", Map.of());
        assertThatThrownBy(() -> events(env, pipeline(files), true))
                .hasMessage("the files source has no file or folder /no/such");
        assertThatThrownBy(() -> events(env, pipeline(spec("t", Map.of())), true))
                .hasMessageContaining("no bootstrap.servers");
    }

    @Test
    void aTopicThatCannotExistEndsTheJobAtOnce() throws Exception {
        var patient = restarting();
        patient.setString("restart-strategy.fixed-delay.delay", "1 h");
        var env = environment(1, patient);
        run(env, "no topic", false, new Seen.Log("none", 0, false));

        assertThatThrownBy(env::execute)
                .rootCause()
                .hasMessageStartingWith("kafka source: InvalidTopicException: ");
    }

    @Test
    void aBoundedSourceKnowsItsEndAfterARestoreToo() throws Throwable {
        kafka.createTopic("restored", PARTITIONS);
        var spec = spec("restored", Map.of("bootstrap.servers", kafka.bootstrapServers()));
        var pipeline = pipeline(spec);
        var decoder = new EventDecoder(pipeline.events(), SCHEMA, spec, Set.of());
        discoverTwice(Sources.of(spec).stream(pipeline, decoder, SourceStart.everything(true)));
    }

    private static <SplitT extends SourceSplit, EnumT> void discoverTwice(
            SourceStream<SplitT, EnumT> read) throws Throwable {
        discoverTwice(
                new ClockedSource<>(read.source(), LAYOUT, NOTHING_IS_LATE, PermanentFailure.NONE));
    }

    private static <SplitT extends SourceSplit, EnumT> void discoverTwice(
            Source<RowData, SplitT, EnumT> source) throws Throwable {
        EnumT checkpoint = SourcesTest.<SplitT, EnumT>afterDiscovery(source::createEnumerator);
        SourcesTest.<SplitT, EnumT>afterDiscovery(
                context -> source.restoreEnumerator(context, checkpoint));
    }

    @FunctionalInterface
    private interface Start<SplitT extends SourceSplit, EnumT> {
        SplitEnumerator<SplitT, EnumT> in(SplitEnumeratorContext<SplitT> context) throws Exception;
    }

    /** Lets an enumerator find what there is; one reader is there before that, one comes after. */
    private static <SplitT extends SourceSplit, EnumT> EnumT afterDiscovery(
            Start<SplitT, EnumT> start) throws Throwable {
        try (var context = new MockSplitEnumeratorContext<SplitT>(2);
                var enumerator = start.in(context)) {
            enumerator.start();
            register(context, enumerator, 0);
            assertThat(context.hasNoMoreSplits(0)).isFalse();
            while (!context.getOneTimeCallables().isEmpty()) {
                context.runNextOneTimeCallable();
            }
            register(context, enumerator, 1);
            assertThat(context.hasNoMoreSplits(0)).isTrue();
            assertThat(context.hasNoMoreSplits(1)).isTrue();
            return enumerator.snapshotState(1);
        }
    }

    private static <SplitT extends SourceSplit> void register(
            MockSplitEnumeratorContext<SplitT> context,
            SplitEnumerator<SplitT, ?> enumerator,
            int reader) {
        context.registerReader(new ReaderInfo(reader, "here"));
        enumerator.addReader(reader);
    }

    private static DataStream<RowData> events(
            StreamExecutionEnvironment env, Pipeline pipeline, boolean bounded) {
        var decoder =
                new EventDecoder(pipeline.events(), SCHEMA, pipeline.source(), Set.of("time"));
        return Sources.events(
                env, pipeline, decoder, SourceStart.everything(bounded), NOTHING_IS_LATE);
    }

    private static void isOnTime(Seen.Row record) {
        if (record.time() == null) {
            assertThat(record.timestamp()).isIn(null, Long.MIN_VALUE);
        } else {
            assertThat(record.timestamp())
                    .isEqualTo(record.time())
                    .isGreaterThan(record.watermark());
        }
    }

    private static void checkClocks(List<Seen.Row> records, List<List<Long>> values) {
        for (var record : records) {
            var before = values.get(record.partition()).subList(0, (int) record.offset());
            OptionalLong clock =
                    record.time() == null
                            ? OptionalLong.empty()
                            : before.stream()
                                    .filter(Objects::nonNull)
                                    .mapToLong(Long::longValue)
                                    .max();
            assertThat(
                            record.clock() == null
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(record.clock()))
                    .isEqualTo(clock);
        }
    }

    private static void run(
            StreamExecutionEnvironment env, String topic, boolean bounded, Seen.Log log) {
        var spec = spec(topic, Map.of("bootstrap.servers", kafka.bootstrapServers()));
        events(env, pipeline(spec), bounded)
                .process(Seen.in(log, LAYOUT))
                .uid("seen")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static StreamExecutionEnvironment environment(int parallelism, Configuration config) {
        config.setString("pipeline.generic-types", "false");
        config.setString("pipeline.auto-generate-uids", "false");
        config.setString("pipeline.auto-watermark-interval", "1 ms");
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    }

    private static Configuration restarting() {
        var config = new Configuration();
        config.setString("restart-strategy.type", "fixed-delay");
        config.setString("restart-strategy.fixed-delay.attempts", "1");
        config.setString("restart-strategy.fixed-delay.delay", "1 ms");
        return config;
    }

    private static SourceSpec spec(String topic, Map<String, String> properties) {
        return new SourceSpec.Kafka(
                List.of(topic),
                Optional.empty(),
                new SourceSpec.Start.Committed(),
                SourceSpec.OnGap.STOP,
                SourceSpec.Carried.VALUE_ALONE,
                "json",
                Map.of(),
                properties);
    }

    private static Pipeline pipeline(SourceSpec source) {
        var events =
                new Events(
                        SCHEMA.avro(),
                        "time",
                        TimeForm.STANDARD,
                        List.of(),
                        DISORDER,
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Duration.ofHours(1),
                        Optional.empty(),
                        Duration.ofDays(1),
                        1000);
        return new Pipeline("test", events, source, Optional.empty(), List.of(), List.of());
    }

    /**
     * Event times by partition: partitions months apart, disorder within bounds, null is a reject.
     */
    private static List<List<Long>> values(Random random) {
        var partitions = new ArrayList<List<Long>>();
        for (int i = 0; i < PARTITIONS; i++) {
            long start = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli() - i * 9_000_000_000L;
            var times = new ArrayList<Long>();
            for (int j = 0; j < RECORDS; j++) {
                long time = start + j * 60_000L - random.nextLong(DISORDER.toMillis());
                times.add(random.nextInt(20) == 0 ? null : Long.valueOf(time));
            }
            partitions.add(times);
        }
        return partitions;
    }

    /** Rejects are tombstones or nonsense. */
    private static void write(String topic, List<List<Long>> values, int from, int to)
            throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        var sent = new ArrayList<Future<?>>();
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                for (int partition = 0; partition < values.size(); partition++) {
                    var value = value(values.get(partition).get(i), i);
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
                }
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    private static byte[] value(Long time, int number) {
        if (time == null) {
            return number % 2 == 0 ? null : "nonsense".getBytes(UTF_8);
        }
        return "{\"time\":\"%s\"}".formatted(Instant.ofEpochMilli(time)).getBytes(UTF_8);
    }
}
