package org.tallystick.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.plan.Plan;

/** The words of all connectors, but for those that {@link KnownConnectors} has: see there. */
class ConnectorWordsTest extends DeclaredKeysKit {
    private static final String REST =
            """
            name: p
            events: {schema: e.avsc, time: at, id: [k], out-of-orderness: 0 s}
            metrics: [{name: m, windows: tumbling 1 h, aggregates: {n: count()}}]
            """;

    private static final String STORES =
            """
                truststore: t.p12
                truststore-password: "${TEXT}"
                keystore: k.p12
                keystore-password: "${TEXT}"
            """;

    private static final String QUEUES =
            REST
                    + """
                    source:
                      connector: rabbitmq
                      format: json
                      url: amqps://mq
                      user: me
                      password: "${TEXT}"
                      queue: in
                      prefetch: 7
                    """
                    + STORES.replace("    ", "  ")
                    + """
                    sinks:
                      - connector: rabbitmq
                        url: amqps://mq/host
                        user: me
                        password: "${TEXT}"
                        exchange: out
                        routing-key: k
                    """
                    + STORES
                    + """
                      - connector: jms
                        url: ssl://mq:1
                        user: me
                        password: "${TEXT}"
                        topic: out
                    """
                    + STORES
                    + """
                      - {connector: rabbitmq, url: amqp://other, queue: out}
                      - {connector: jms, url: "failover:(tcp://a:1,tcp://b:1)", queue: out}
                    """;

    private static final String DATABASES =
            REST
                    + """
                    source:
                      connector: jms
                      format: json
                      url: ssl://mq:1
                      user: me
                      password: "${TEXT}"
                      queue: in
                      prefetch: 7
                    """
                    + STORES.replace("    ", "  ")
                    + """
                    sinks:
                      - connector: questdb
                        url: http://db:9000
                        user: me
                        password: "${TEXT}"
                        partition-by: day
                        on-error: stop
                        rejected-cells: r
                      - {connector: questdb, url: "http://other:9000", token: "${TEXT}"}
                      - connector: influxdb
                        url: http://db:8086
                        database: d
                        user: me
                        password: "${TEXT}"
                        on-error: keep
                        rejected-cells: r
                      - {connector: influxdb, url: "http://db:8086", org: o, bucket: b, token: "${TEXT}"}
                    """;

    private static final String STREAMS =
            REST
                    + """
                    source:
                      connector: kinesis
                      format: json
                      stream: in
                      region: eu-central-1
                      endpoint: http://localhost:4567
                      start: latest
                      on-gap: continue
                      poll-interval: 1 s
                      key-field: k
                    sinks:
                      - connector: kinesis
                        stream: out
                        region: eu-central-1
                        endpoint: http://localhost:4567
                        rejected-cells: r
                    """;

    private static final String TOPIC =
            REST
                    + """
                    source: {connector: jms, format: json, url: "tcp://mq:1", topic: in}
                    sinks: [{connector: print}]
                    """;

    private static final String LOG =
            REST
                    + """
                    source:
                      connector: rabbitmq
                      format: json
                      url: rabbitmq-stream+tls://mq
                      user: me
                      password: "${TEXT}"
                      stream: in
                      start: latest
                      on-gap: continue
                    """
                    + STORES.replace("    ", "  ")
                    + """
                    sinks: [{connector: print}]
                    """;

    @TempDir private Path folder;

    @Override
    Connectors connectors() {
        return Plan.CONNECTORS;
    }

    @Override
    List<String> full() {
        return List.of(QUEUES, DATABASES, STREAMS, TOPIC, LOG);
    }

    @Override
    Path folder() {
        return folder;
    }

    @Override
    boolean isTried(String declared) {
        return declared.matches("(source|sinks) .* .*")
                && KnownConnectors.ALL.sources().stream()
                        .noneMatch(known -> isOf("source", known.connector(), declared))
                && KnownConnectors.ALL.sinks().stream()
                        .noneMatch(known -> isOf("sinks", known.connector(), declared));
    }

    private static boolean isOf(String section, String connector, String declared) {
        return declared.startsWith(section + " " + connector + " ");
    }

    @Override
    List<String> neededByOthers() {
        return List.of(
                "user", "password", "truststore", "keystore", "exchange", "org", "bucket", "queue");
    }
}
