package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.client.cli.TerminalUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.StreamJob;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sql.PipelineCatalogFactory;
import org.tallystick.jobs.sql.SqlMode;

/** A week of earthquakes, of which 1,707 are archived, as Flink's own SQL client sees them. */
class SqlShellTest {
    private static final Path EXAMPLE = Path.of("examples/earthquakes");
    private static final List<String> OVERRIDES =
            List.of("metrics[swarms].filter=status = 'one;two'", "metrics[swarms].name=felt");

    @TempDir static Path folder;

    private static final LocalFlink FLINK =
            new LocalFlink(new CapturedConsole(false, 80).console(), Path.of(".."));

    @BeforeAll
    static void archive() throws Exception {
        try (var files = Files.list(EXAMPLE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        var plan = Plan.read(file(), List.of(), Map.of());
        var settings = settings(SqlMode.STREAMING);
        FLINK.run("quakes", settings, env -> StreamJob.define(env, plan, LiveOptions.of(true)));
    }

    @ParameterizedTest
    @CsvSource({"BATCH, STREAMING", "STREAMING, BATCH"})
    void statementsOfAPersonAreAnswered(SqlMode mode, SqlMode other) throws Exception {
        var shown =
                shell(
                        mode,
                        file(),
                        """
                        SHOW TABLES;
                        SELECT COUNT(*) AS counted FROM events;
                        SELECT * FROM nowhere;
                        SET 'execution.runtime-mode' = '%s';
                        SELECT * FROM strengths;
                        QUIT;
                        """
                                .formatted(other));

        assertThat(shown)
                .contains("|   activity |", "counted |", "Object 'nowhere' not found")
                .containsPattern("\\| +1707 \\|")
                .contains(
                        "pipeline.strengths is a table of mode %s: SET 'execution.runtime-mode' = '%s'"
                                .formatted(mode, mode));
    }

    @Test
    void aPipelineThatCannotBeOpenedIsOneLine() {
        assertThatThrownBy(() -> shell(SqlMode.BATCH, "nowhere.yaml", "QUIT;"))
                .isInstanceOf(BadInputException.class)
                .message()
                .contains("nowhere.yaml")
                .doesNotContain("\n");
    }

    @Test
    void anyTableEnvironmentOpensAPipeline() {
        var tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.executeSql(statement(SqlMode.BATCH, file(), OVERRIDES));
        tables.executeSql("USE CATALOG `a quake`");

        assertThat(rows(tables, "SHOW TABLES"))
                .containsExactly("+I[activity]", "+I[events]", "+I[felt]", "+I[strengths]");
        assertThat(rows(tables, "SELECT COUNT(*) FROM events")).containsExactly("+I[1707]");
        assertThat(
                        rows(
                                tables,
                                "SELECT SUM(quakes) FROM strengths WHERE `window` = 'tumbling 1 d'"))
                .hasSize(1);
    }

    private static List<String> rows(TableEnvironment tables, String sql) {
        var rows = new ArrayList<String>();
        tables.executeSql(sql).collect().forEachRemaining(row -> rows.add(row.toString()));
        return rows;
    }

    private static String shell(SqlMode mode, String file, String typed) throws Exception {
        var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        var out = new ByteArrayOutputStream();
        var opening = List.of(statement(mode, file, List.of()), "USE CATALOG `a quake`");
        new SqlShell(FLINK.unwatched(settings(mode)), opening, folder.resolve("history"))
                .run(() -> TerminalUtils.createDumbTerminal(in, out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String statement(SqlMode mode, String file, List<String> overrides) {
        return PipelineCatalogFactory.statement("a quake", file, overrides, mode, true);
    }

    private static String file() {
        return folder.resolve("earthquakes.yaml").toString();
    }

    private static LocalFlink.Settings settings(SqlMode mode) {
        return new LocalFlink.Settings(mode.runtime(), 1, folder, Optional.empty(), false);
    }
}
