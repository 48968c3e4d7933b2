package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineFolderTest {
    private static final Map<String, String> JDBC = Map.of("type", "jdbc");
    private static final PipelineFolder OWN = folder("/my ü#% own/p.yaml");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    in                | /my ü#% own/in
                    file:in/a b.jsonl | /my ü#% own/in/a b.jsonl
                    ../in             | /in
                    ./a/../in/        | /my ü#% own/in
                    /in               | /in
                    file:/in          | file:/in
                    file:///in        | file:///in
                    s3://bucket/in    | s3://bucket/in
                    2018-02-14T03:52:55.jsonl | /my ü#% own/2018-02-14T03:52:55.jsonl
                    log-2018-02-14T03:52:55Z.json | /my ü#% own/log-2018-02-14T03:52:55Z.json
                    in/**/*.jsonl     | /my ü#% own/in/**/*.jsonl
                    """)
    void eventsAndResultsAreBesideThePipeline(String written, String meant) {
        assertThat(OWN.data(written)).isEqualTo(meant);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    warehouse | file:data/w                   | file:/my ü#% own/data/w
                    warehouse | data/w                        | file:/my ü#% own/data/w
                    warehouse | /data/w                       | /data/w
                    warehouse | file:///data/w                | file:///data/w
                    warehouse | s3://bucket/w                 | s3://bucket/w
                    uri       | jdbc:sqlite:data/c.db         | jdbc:sqlite:/my ü#% own/data/c.db
                    uri       | jdbc:sqlite:/data/c.db        | jdbc:sqlite:/data/c.db
                    uri       | jdbc:postgresql://db/c        | jdbc:postgresql://db/c
                    jdbc.user | data/w                        | data/w
                    """)
    void soAreTheArchivesFiles(String key, String written, String meant) {
        assertThat(OWN.property(key, written, JDBC)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:",
                "jdbc:sqlite:?cache=shared",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite:file:x?mode=memory"
            })
    void aCatalogInMemoryIsRefused(String uri) {
        assertThatThrownBy(() -> OWN.property("uri", uri, JDBC))
                .hasMessageContaining("name a file, as in jdbc:sqlite:data/catalog.db");
    }

    @Test
    void theWarehouseOfOtherCatalogsMayBeAName() {
        assertThat(OWN.property("warehouse", "lake", Map.of("type", "rest"))).isEqualTo("lake");
        assertThat(OWN.property("warehouse", "file:lake", Map.of("type", "rest")))
                .isEqualTo("file:/my ü#% own/lake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/p.yaml", "file:/a/p.yaml", "file:///a/p.yaml", "local:///a/p.yaml"})
    void aFileOfThisMachineHasAFolder(String file) {
        assertThat(folder(file).data("in")).isEqualTo("/a/in");
        assertThat(folder(file).property("warehouse", "file:w", JDBC)).isEqualTo("file:/a/w");
    }

    @Test
    void aPipelineInTheWorkingDirectoryGivesAbsolutePathsToo() {
        assertThat(folder("p.yaml").data("in"))
                .isEqualTo(java.nio.file.Path.of("in").toAbsolutePath().toString());
    }

    @Test
    void onAnotherFileSystemEventsAndResultsAreThereToo() {
        assertThat(folder("s3://bucket/a/p.yaml").data("in")).isEqualTo("s3://bucket/a/in");
        assertThatThrownBy(
                        () -> folder("s3://bucket/a/p.yaml").property("warehouse", "file:w", JDBC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void behindAnAddressThereIsNoFolderForData() {
        var far = folder("https://host/p.yaml");

        assertThat(far.schema("e.avsc")).isEqualTo(new Path("https://host/e.avsc"));
        assertThat(far.data("/in")).isEqualTo("/in");
        assertThatThrownBy(() -> far.data("in"))
                .hasMessage(
                        "'in' is relative to the pipeline file, which is not on this machine: write"
                                + " an absolute path or a URI");
    }

    @Test
    void aPipelineThatIsInNoFileHasNoFolderAtAll() {
        var nowhere = PipelineFolder.nowhere();

        assertThat(nowhere.schema("s3://bucket/e.avsc")).isEqualTo(new Path("s3://bucket/e.avsc"));
        assertThat(nowhere.data("s3://bucket/in")).isEqualTo("s3://bucket/in");
        assertThat(nowhere.schema("/e.avsc")).isEqualTo(new Path("/e.avsc"));
        assertRelative(() -> nowhere.schema("e.avsc"), "e.avsc");
        assertRelative(() -> nowhere.data("in"), "in");
        assertRelative(() -> nowhere.property("warehouse", "file:w", JDBC), "w");
        assertRelative(() -> nowhere.property("uri", "jdbc:sqlite:c.db", JDBC), "c.db");
    }

    private static void assertRelative(ThrowingCallable path, String written) {
        assertThatThrownBy(path)
                .hasMessage(
                        "'"
                                + written
                                + "' is relative, and a pipeline that is in no file has no folder:"
                                + " write an absolute path or a URI");
    }

    private static PipelineFolder folder(String file) {
        return new PipelineFolder(new Path(file));
    }
}
