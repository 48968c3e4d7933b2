package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.ArchiveSpec;

class ArchiveTest {
    private static final LogicalType STRING = new VarCharType(false, VarCharType.MAX_LENGTH);
    private static final LogicalType TIMES = new ArrayType(new TimestampType(3));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "hadoop"})
    void tablesAreMadeOnFirstUseAndFoundOnTheNext(String type) throws IOException {
        var spec = new ArchiveSpec(catalog(type), "team.flights");
        var layout = layout(field("origin", STRING), field("stops", TIMES));
        try (var archive = Archive.open(spec, layout)) {
            assertThat(archive.table("events").spec().fields()).hasSize(1);
        }

        try (var archive = Archive.open(spec, layout)) {
            assertThat(columns(archive, "events"))
                    .containsExactly(
                            "origin",
                            "stops",
                            "_topic",
                            "_partition",
                            "_offset",
                            "_partition_time",
                            "_ingested_at",
                            "_time");
            for (var table : List.of("events", "rejects", "results", "ledger")) {
                assertThat(archive.snapshotOf(table)).isEmpty();
            }
            assertThat(archive.report()).isEqualTo(new ArchiveReport(0, 0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void aJobThatWasKilledInItsFirstCommitIsKnown() throws Exception {
        var job = "0123456789abcdef0123456789abcdef";
        var spec = new ArchiveSpec(catalog("jdbc"), "flights");
        try (var archive = Archive.open(spec, layout(field("origin", STRING)))) {
            var half = archive.table(ArchiveTable.PROGRESS).newAppend();
            new CommitMark(job, 1).properties().forEach(half::set);
            half.commit();

            var known = archive.known();

            assertThat(known.isEmpty()).isTrue();
            assertThat(known.jobs()).containsExactly(job);
        }
    }

    @Test
    void aCatalogThatDoesNotAnswerIsNamed() {
        var uri = "jdbc:postgresql://localhost:1/archive?password=hush";
        var catalog = Map.of("type", "jdbc", "uri", uri, "warehouse", "file:" + folder);
        var spec = new ArchiveSpec(catalog, "flights");

        assertThatThrownBy(() -> Archive.open(spec, layout(field("origin", STRING))))
                .hasNoCause()
                .hasMessageStartingWith(
                        "archive: the catalog jdbc:postgresql://localhost:1/archive?password=*** cannot be opened: Connection")
                .hasStackTraceContaining("PSQLException")
                .satisfies(failure -> assertThat(trace(failure)).doesNotContain("hush"));
    }

    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aFieldTheSchemaGainedBecomesAColumn() throws IOException {
        var spec = new ArchiveSpec(catalog("jdbc"), "flights");
        Archive.open(spec, layout(field("origin", STRING))).close();

        try (var archive =
                Archive.open(
                        spec,
                        layout(field("delay", new BigIntType(false)), field("origin", STRING)))) {
            assertThat(columns(archive, "events")).startsWith("origin", "_topic").endsWith("delay");
            assertThat(archive.table("events").schema().findField("delay").isOptional()).isTrue();
        }
    }

    @Test
    void aFieldThatChangedItsTypeIsRefusedInOneLine() throws IOException {
        var spec = new ArchiveSpec(catalog("jdbc"), "flights");
        Archive.open(spec, layout(field("delay", new BigIntType()))).close();

        assertThatThrownBy(() -> Archive.open(spec, layout(field("delay", new DoubleType()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "archive: column delay of tallystick.flights.events is long, the schema "
                                + "now says double: give the field another name, or the archive "
                                + "another namespace");
    }

    @Test
    void aFieldNamedLikeMetadataIsRefused() {
        var spec = new ArchiveSpec(catalog("jdbc"), "flights");

        assertThatThrownBy(() -> Archive.open(spec, layout(field("_offset", new BigIntType()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the event field _offset has the name of a metadata column");
    }

    @Test
    void neitherLoaderNorSpecShowsSecrets() {
        var secret = Map.of("type", "rest", "uri", "http://localhost:1", "token", "hunter2");

        assertThat(ArchiveCatalog.of(secret)).asString().doesNotContain("hunter2");
        assertThat(new ArchiveSpec(secret, "flights")).asString().doesNotContain("hunter2");
    }

    @Test
    void aRelativeFolderIsThatOfTheStart() throws IOException {
        var relative = Path.of("").toAbsolutePath().relativize(folder);
        var properties =
                Map.of(
                        "type", "jdbc",
                        "uri", "jdbc:sqlite:" + relative.resolve("new/catalog.db"),
                        "warehouse", "file:" + relative.resolve("warehouse"));

        Archive.open(new ArchiveSpec(properties, "flights"), layout(field("origin", STRING)))
                .close();

        assertThat(folder.resolve("new/catalog.db")).exists();
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(6)
                    .allMatch(file -> file.toString().endsWith(".metadata.json"));
        }
    }

    private Map<String, String> catalog(String type) {
        return ArchiveStreamTest.catalog(type, folder);
    }

    private static EventLayout layout(RowType.RowField... fields) {
        return new EventLayout(new RowType(List.of(fields)));
    }

    private static RowType.RowField field(String name, LogicalType type) {
        return new RowType.RowField(name, type);
    }

    private static List<String> columns(Archive archive, String table) {
        var names = new ArrayList<String>();
        for (NestedField column : archive.table(table).schema().columns()) {
            names.add(column.name());
        }
        return names;
    }
}
