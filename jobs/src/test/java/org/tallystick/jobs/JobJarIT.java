package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Runs after the package phase, on the jar that goes to a cluster. */
class JobJarIT {
    private static final Path JAR = Path.of("target/tallystick-jobs.jar");

    @Test
    void theJobsAreInIt() throws IOException {
        assertThat(entries())
                .contains(
                        "org/tallystick/jobs/StreamJob.class",
                        "org/tallystick/jobs/ReprocessJob.class",
                        "org/tallystick/jobs/SqlJob.class");
    }

    @Test
    void connectorsAndFormatsAreInIt() throws IOException {
        assertThat(entries())
                .contains(
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/formats/avro/AvroRowDataDeserializationSchema.class",
                        "com/google/protobuf/Descriptors.class",
                        "com/squareup/wire/schema/internal/parser/ProtoParser.class",
                        "org/apache/iceberg/flink/sink/IcebergSink.class",
                        "org/postgresql/Driver.class",
                        "org/mariadb/jdbc/Driver.class",
                        "org/sqlite/JDBC.class");
    }

    @Test
    void whatReadsTheirArgumentsIsInIt() throws IOException {
        assertThat(entries()).contains("picocli/CommandLine.class");
    }

    @Test
    void whatAClusterHasIsNot() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                .noneMatch(name -> name.matches("org/apache/flink/table/api/[A-Z].*"))
                .noneMatch(name -> name.startsWith("org/apache/flink/table/planner/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/table/client/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/table/gateway/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("org/apache/logging/"))
                .noneMatch(name -> name.startsWith("kafka/server/"));
    }

    /** Most archives and brokers are elsewhere; docs/amazon.md has the jar that has them. */
    @Test
    void whatOnlyAmazonsServicesNeedIsNot() throws IOException {
        assertThat(entries())
                .contains("org/tallystick/jobs/amazon/RuntimeProperties.class")
                .noneMatch(name -> name.startsWith("software/amazon/msk/"))
                .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/s3/"))
                .noneMatch(name -> name.startsWith("software/amazon/awssdk/services/glue/"));
    }

    @Test
    void signaturesThatNoLongerHoldAreNot() throws IOException {
        assertThat(entries()).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }

    @Test
    void servicesOfAllPartsAreListed() throws IOException {
        assertThat(service("java.sql.Driver"))
                .contains("org.postgresql.Driver", "org.mariadb.jdbc.Driver", "org.sqlite.JDBC");
        assertThat(service("org.apache.flink.table.factories.Factory"))
                .contains("flink.formats.avro.", "kafka.", "iceberg.", "tallystick.");
    }

    private static List<String> entries() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String service(String name) throws IOException {
        try (var jar = new JarFile(JAR.toFile());
                var file = jar.getInputStream(jar.getEntry("META-INF/services/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
