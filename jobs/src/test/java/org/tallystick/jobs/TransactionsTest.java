package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;

/** Records of transactions: those that were given up never count, open ones once they are over. */
@Timeout(300)
class TransactionsTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;

    @Test
    void onlyWhatWasCommittedCountsAndNothingIsWaitedFor() throws Exception {
        var topic = Topic.make(BROKER.kafka(), "transactions", 1);
        var pipeline = TopicPipeline.of(folder, topic);
        var plan = pipeline.plan("format: json");
        try (var producer = producer(topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, "committed", 3);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, "given-up", 4);
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "open", 2);

            run(plan, LiveOptions.of(true));
            assertThat(keys(pipeline, plan)).containsOnly("committed").hasSize(3);

            producer.commitTransaction();
        }
        run(plan, new LiveOptions(true, true, false, line -> {}));
        assertThat(keys(pipeline, plan)).containsOnly("committed", "open").hasSize(5);
        assertThat(pipeline.rows(plan, "rejects")).isEmpty();
    }

    private void run(Plan plan, LiveOptions options) throws Exception {
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(1);
        StreamJob.define(env, plan, options);
        env.execute();
    }

    private static List<Object> keys(TopicPipeline pipeline, Plan plan) {
        return pipeline.rows(plan, "events").stream().map(row -> row.getField("k")).toList();
    }

    private static KafkaProducer<byte[], byte[]> producer(Topic topic) {
        var settings = new HashMap<String, Object>(topic.servers());
        settings.putAll(Map.of("transactional.id", "test", "transaction.timeout.ms", 240_000));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String key, int count)
            throws Exception {
        for (int i = 0; i < count; i++) {
            var event = TopicPipeline.event(TEN.plusSeconds(i), key);
            producer.send(new ProducerRecord<>("transactions", 0, null, event)).get();
        }
    }
}
