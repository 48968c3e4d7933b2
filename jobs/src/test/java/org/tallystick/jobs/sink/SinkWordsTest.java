package org.tallystick.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.PipelineFile;
import org.tallystick.pipeline.SinkSpec;

/** What a pipeline file may say of the sinks whose words are in their own rooms. */
class SinkWordsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "hunter2");

    @TempDir Path folder;

    @Test
    void aServerIsKnownByItsAddressAndItsSecretsAreSettings() throws Exception {
        var questDb = read("questdb, url: 'https://db:9000/', user: me, password: \"${SECRET}\"");
        var bucket =
                read("influxdb, url: 'http://db:8086', org: o, bucket: b, token: \"${SECRET}\"");
        var database = read("influxdb, url: 'http://db:8086', database: b, rejected-cells: r");

        assertThat(questDb.target().toString()).contains("questdb", "db:9000");
        assertThat(questDb.settings()).containsEntry("password", "hunter2");
        assertThat(bucket.settings()).containsEntry("token", "hunter2");
        assertThat(List.of(questDb.toString(), bucket.toString(), "" + bucket.target()))
                .noneMatch(text -> text.contains("hunter2"));
        assertThat(database.target()).isNotEqualTo(bucket.target());
        assertThat(database.folders()).containsEntry("rejected-cells", "r");
    }

    @Test
    void storesBeginInThePipelinesFolderAndTheirPasswordsAreSettings() throws Exception {
        var stores =
                "truststore: t.p12, truststore-password: \"${SECRET}\", keystore: /k.p12, keystore-password: \"${SECRET}\"";
        for (var server :
                List.of("rabbitmq, url: 'amqps://mq'", "jms, url: 'failover:(ssl://a:1)'")) {
            var sink = read(server + ", queue: q, " + stores);

            assertThat(sink.settings())
                    .containsEntry("truststore-password", "hunter2")
                    .containsEntry("keystore-password", "hunter2");
            assertThat(sink.toString()).doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "questdb | 'url' is missing",
                "questdb, url: 'db:9000' | the url must be as http://HOST:PORT",
                "questdb, url: 'http://me:hunter2@db' | the url has a user in it",
                "questdb, url: 'http://db?token=hunter2' | the url has parameters",
                "questdb, url: 'http://db', user: me | 'user' and 'password' go together",
                "questdb, url: 'http://db', partition-by: minute | unknown partition-by 'minute'",
                "questdb, url: 'http://db', on-error: skip | unknown on-error 'skip', there are keep, stop",
                "questdb, url: 'http://db', user: me, password: x, token: y | 'token' stands for",
                "influxdb, url: 'http://db' | 'database' is missing",
                "influxdb, url: 'http://db', bucket: b | 'bucket' and 'org' go together",
                "influxdb, url: 'http://db', database: d, org: o | 'bucket' and 'org' go together",
                "jdbc, url: 'jdbc:mysql://db/x', hypertable: true | TimescaleDB is in PostgreSQL",
                "rabbitmq, url: 'amqp://mq', queue: q, truststore: t | 'truststore' is of TLS, which the url is not",
                "jms, url: 'tcp://mq:1', queue: q, keystore: k | 'keystore' is of TLS, which the url is not",
                "jms, url: 'ssl://mq:1', queue: q, keystore-password: hunter2 | 'keystore-password' is of 'keystore'",
            })
    void whatDoesNotGoTogetherIsSaid(String sink, String problem) {
        var refused = catchThrowableOfType(InvalidPipeline.class, () -> read(sink));

        assertThat(refused.problems())
                .singleElement()
                .satisfies(each -> assertThat(each.toString()).contains(problem))
                .satisfies(each -> assertThat(each.toString()).doesNotContain("hunter2"));
    }

    private SinkSpec read(String sink) throws IOException, InvalidPipeline {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "at", "type": "string"}]}
                """);
        var file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        name: p
                        events: {schema: e.avsc, time: at, out-of-orderness: 0 s}
                        source: {connector: files, path: in, format: json}
                        metrics:
                          - {name: m, windows: [tumbling 1 h], aggregates: {n: count()}}
                        sinks:
                          - {connector: %s}
                        """
                                .formatted(sink));
        return PipelineFile.read(
                        file.toString(),
                        List.of(),
                        ENVIRONMENT,
                        Plan.CONNECTORS,
                        pipeline -> List.of())
                .sinks()
                .get(0);
    }
}
