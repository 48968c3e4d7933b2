package org.tallystick.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tallystick.pipeline.SinkSpec;

class SinkUidsTest {

    @Test
    void aTopicOfTheSameServersIsOneSink() {
        var uid = uid(kafka("cells", false, "b:1, a:1"));

        assertThat(uid).matches("sink-kafka-cells-[0-9a-f]{16}");
        assertThat(uid(kafka("cells", true, "a:1,b:1"))).isEqualTo(uid);
        assertThat(
                        Stream.of(
                                        kafka("cells", false, "a:1"),
                                        kafka("cells2", false, "a:1,b:1"),
                                        new SinkSpec.Files("cells"))
                                .map(SinkUidsTest::uid))
                .doesNotContain(uid)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFolderIsOneSinkHoweverItIsWritten() {
        var folder = Path.of("results").toAbsolutePath();
        var uid = uid(new SinkSpec.Files("results"));

        assertThat(uid).matches("sink-files-results-[0-9a-f]{16}");
        assertThat(
                        Stream.of("./results/", "" + folder, "file:" + folder, "file://" + folder)
                                .map(SinkSpec.Files::new)
                                .map(SinkUidsTest::uid))
                .containsOnly(uid);
        assertThat(uid(new SinkSpec.Files("s3://results"))).isNotEqualTo(uid);
        assertThat(uid(new SinkSpec.Files("s3://results/")))
                .isEqualTo(uid(new SinkSpec.Files("s3://results")));
    }

    @Test
    void aSchemaOfADatabaseIsOneSinkWhoeverWrites() {
        var uid = uid(jdbc("jdbc:postgresql://db/metrics", Map.of()));

        assertThat(uid).matches("sink-jdbc-metrics-[0-9a-f]{16}");
        assertThat(uid(jdbc("jdbc:postgresql://db/metrics?user=a", Map.of("password", "b"))))
                .isEqualTo(uid);
        var other = uid(jdbc("jdbc:postgresql://db/metrics?ssl=true&currentSchema=x", Map.of()));
        assertThat(uid(jdbc("jdbc:postgresql://db/metrics", Map.of("currentSchema", "x"))))
                .isEqualTo(other)
                .isNotEqualTo(uid);
    }

    @Test
    void theStateOfSinksIsKnownByItsUid() {
        var uid = uid(new SinkSpec.Print());

        assertThat(Stream.of(uid, "Sink Committer: " + uid)).allMatch(SinkUids::isSink);
        assertThat(Stream.of("windows", "Sink Committer: results-table", "results-table"))
                .noneMatch(SinkUids::isSink);
    }

    private static String uid(SinkSpec sink) {
        return SinkUids.of(sink.target());
    }

    private static SinkSpec kafka(String topic, boolean transactional, String servers) {
        return new SinkSpec.Kafka(topic, transactional, Map.of("bootstrap.servers", servers));
    }

    private static SinkSpec jdbc(String url, Map<String, String> properties) {
        return new SinkSpec.Jdbc(url, properties);
    }
}
