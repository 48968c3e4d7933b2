package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ConnectorsPage.Example;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.servers.InfluxServer;
import org.tallystick.jobs.servers.Kinesalite;
import org.tallystick.jobs.servers.MariaDbServer;
import org.tallystick.jobs.servers.RabbitMq;
import org.tallystick.jobs.sink.questdb.QuestDbServer;
import org.tallystick.pipeline.SinkWords;
import org.tallystick.pipeline.SourceWords;

/** Every example of {@code docs/connectors.md} does what it says. */
@Timeout(300)
class ConnectorsPageTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @TempDir Path folder;

    @Test
    void everyConnectorIsOnThePage() throws Exception {
        var sources = new TreeSet<String>();
        var sinks = new TreeSet<String>();
        for (var example : ConnectorsPage.examples()) {
            (example.isSource() ? sources : sinks).add(example.connector());
        }

        assertThat(sources)
                .containsExactlyInAnyOrderElementsOf(
                        Plan.CONNECTORS.sources().stream().map(SourceWords::connector).toList());
        assertThat(sinks)
                .containsExactlyInAnyOrderElementsOf(
                        Plan.CONNECTORS.sinks().stream().map(SinkWords::connector).toList());
    }

    @Test
    void filesAndPrint() throws Exception {
        assertThat(run("files", Map.of())).isEqualTo(2);
        assertThat(run("print", Map.of())).isEqualTo(1);
    }

    @Test
    void kafka() throws Exception {
        var brokers = BROKER.kafka().bootstrapServers();
        Topic.make(brokers, "flights", 1).append(Map.of(0, ConnectorsPage.EVENTS));
        Topic.make(brokers, "flights-metrics", 1);

        assertThat(run("kafka", Map.of("BROKERS", brokers))).isEqualTo(2);
    }

    @Test
    void jms() throws Exception {
        try (var broker = new ActiveMq(folder, "flights")) {
            broker.send(ConnectorsPage.EVENTS);

            assertThat(run("jms", Map.of("ACTIVEMQ", broker.url()))).isEqualTo(2);
            assertThat(broker.left()).isZero();
            assertThat(broker.left("flights-metrics")).isEqualTo(2);
        }
    }

    @Test
    void jdbc() throws Exception {
        try (var server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            var environment =
                    Map.of(
                            "POSTGRESQL",
                            server.getJdbcUrl("postgres", "postgres"),
                            "POSTGRESQL_USER",
                            "postgres");

            assertThat(run("jdbc", environment)).isEqualTo(1);
            try (var connection = server.getPostgresDatabase().getConnection();
                    var rows =
                            connection
                                    .createStatement()
                                    .executeQuery("SELECT sum(n) FROM departures")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void questdb() throws Exception {
        try (var server = QuestDbServer.start(folder.resolve("questdb"))) {
            var environment =
                    Map.of(
                            "QUESTDB", server.url(),
                            "QUESTDB_USER", QuestDbServer.user(),
                            "QUESTDB_PASSWORD", QuestDbServer.password());

            assertThat(run("questdb", environment)).isEqualTo(1);
        }
    }

    @Tag("servers")
    @Test
    void rabbitmq() throws Exception {
        try (var broker = RabbitMq.startWithStreams()) {
            broker.declare("flights", Map.of());
            broker.declare("flights-log", Map.of("x-queue-type", "stream"));
            broker.declare("flights-metrics", Map.of());
            broker.send("flights", ConnectorsPage.EVENTS);
            broker.send("flights-log", ConnectorsPage.EVENTS);
            var environment =
                    Map.of(
                            "RABBITMQ",
                            broker.url(),
                            "RABBITMQ_STREAMS",
                            broker.streamUrl(),
                            "RABBITMQ_USER",
                            "guest",
                            "RABBITMQ_PASSWORD",
                            "guest");

            assertThat(run("rabbitmq", environment)).isEqualTo(3);
            assertThat(broker.messages("flights")).isZero();
            assertThat(broker.messages("flights-metrics")).isEqualTo(2);
        }
    }

    @Tag("servers")
    @Test
    void kinesis() throws Exception {
        try (var server = Kinesalite.start()) {
            server.create("flights", 1);
            server.create("flights-metrics", 1);
            server.append("flights", 0, ConnectorsPage.EVENTS);
            var environment = Map.of("KINESIS", server.endpoint(), "AWS_REGION", "us-east-1");

            assertThat(run("kinesis", environment)).isEqualTo(2);
            assertThat(server.records("flights-metrics")).hasSize(2);
        }
    }

    @Tag("servers")
    @Test
    void influxdb() throws Exception {
        try (var server = InfluxServer.start()) {
            server.query("", "CREATE DATABASE metrics");
            var environment = new HashMap<>(Map.of("INFLUXDB", server.address()));
            environment.put("INFLUXDB_USER", InfluxServer.login().get("user"));
            environment.put("INFLUXDB_PASSWORD", InfluxServer.login().get("password"));

            assertThat(run("influxdb", environment)).isEqualTo(1);
            assertThat(server.query("metrics", "SELECT sum(n) FROM departures")).contains(",3");
        }
    }

    @Tag("servers")
    @Test
    void mariaDb() throws Exception {
        try (var server = MariaDbServer.start()) {
            var environment =
                    Map.of(
                            "MARIADB", "jdbc:mariadb:" + server.place(),
                            "MARIADB_USER", server.user(),
                            "MARIADB_PASSWORD", server.password());

            assertThat(run("jdbc", environment)).isEqualTo(1);
        }
    }

    /** Runs those of a connector for which the environment is enough, and says how many. */
    private int run(String connector, Map<String, String> environment) throws Exception {
        int ran = 0;
        for (Example example : ConnectorsPage.examples()) {
            if (example.connector().equals(connector) && example.isOf(environment)) {
                var results = example.run(folder.resolve(example + " " + ran), environment);
                assertThat(results.stream().filter(line -> line.contains("\"k\":\"a\",\"n\":2")))
                        .as(example.toString())
                        .hasSize(example.isSource() || connector.equals("files") ? 1 : 0);
                ran++;
            }
        }
        return ran;
    }
}
