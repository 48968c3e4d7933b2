package org.tallystick.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Runs after the package phase, on the jar that goes to Amazon's service. */
class AmazonJarIT {
    private static final Path JAR = Path.of("target/tallystick-amazon.jar");

    /** The service's limit, MiB. */
    private static final int LARGEST = 512;

    @Test
    void itStartsTheStreamJob() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("org.tallystick.jobs.StreamJob");
        }
    }

    @Test
    void whatTheServicesNeedIsInIt() throws IOException {
        assertThat(entries())
                .contains(
                        "org/tallystick/jobs/amazon/RuntimeProperties.class",
                        "com/amazonaws/services/kinesisanalytics/runtime/KinesisAnalyticsRuntime.class",
                        "org/apache/iceberg/aws/glue/GlueCatalog.class",
                        "org/apache/iceberg/aws/s3/S3FileIO.class",
                        "software/amazon/awssdk/services/glue/GlueClient.class",
                        "software/amazon/awssdk/services/s3/S3Client.class",
                        "software/amazon/msk/auth/iam/IAMLoginModule.class");
    }

    @Test
    void whatTheServiceHasIsNot() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
                .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }

    @Test
    void theServiceTakesAJarOfItsSize() throws IOException {
        assertThat(Files.size(JAR) >> 20).isLessThan(LARGEST);
    }

    /** It is compiled for another version of the SDK than the one that Iceberg's bundle has. */
    @Test
    void mskFindsAllThatItNeedsInTheSdkOfTheBundle() {
        // The first line is of the jar itself. slf4j is Flink's; that it is missed says that the
        // search has looked.
        assertThat(missing("aws-msk-iam-auth").stream().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.contains(" -> org.slf4j."));
    }

    /** Classes that a jar on this test's class path uses and the jar of all has not. */
    private static List<String> missing(String name) {
        var part =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> Path.of(path).getFileName().toString().startsWith(name))
                        .findFirst()
                        .orElseThrow();
        var found = new StringWriter();
        var printer = new PrintWriter(found);
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "--multi-release",
                        "17",
                        "--missing-deps",
                        "--class-path",
                        JAR.toString(),
                        part);
        return found.toString().lines().toList();
    }

    private static List<String> entries() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
