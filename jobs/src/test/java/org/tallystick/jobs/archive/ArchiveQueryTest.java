package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.ArchiveSpec;

/** Looking into an archive that holds nothing; FlightsJobTest looks into a full one. */
class ArchiveQueryTest {
    private static final EventLayout LAYOUT =
            new EventLayout(new RowType(List.of(new RowType.RowField("delay", new BigIntType()))));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"flights", "two.levels", "order"})
    void anEmptyTableHasColumnsAndNoRows(String namespace) throws Exception {
        var spec = made(namespace);

        var found = ArchiveQuery.first(spec, LAYOUT, "events", Optional.of("delay > 1"), 5);

        assertThat(found.rows()).isEmpty();
        assertThat(found.more()).isFalse();
        assertThat(found.columns()).contains("delay", "_time", "_offset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dalay > 1        | unknown column 'dalay'*did you mean 'delay'?*",
                "delay >          | unexpected*",
                "delay            | *boolean*BIGINT*",
                "delay > 1; DROP  | unexpected ';'*",
                "late(delay)      | there is no function late*",
            })
    void aConditionThatIsNoneIsOneLine(String where, String line) throws Exception {
        var spec = made("flights");

        assertThatThrownBy(() -> ArchiveQuery.first(spec, LAYOUT, "events", Optional.of(where), 5))
                .isInstanceOf(BadConditionException.class)
                .message()
                .doesNotContain("\n")
                .matches(line.replace("?", "\\?").replace("*", ".*"));
    }

    @Test
    void whereNoArchiveIsThatIsSaid() {
        assertThatThrownBy(
                        () ->
                                ArchiveQuery.first(
                                        spec("flights"), LAYOUT, "events", Optional.empty(), 5))
                .isInstanceOf(NoArchiveException.class);
    }

    private ArchiveSpec made(String namespace) throws Exception {
        Archive.open(spec(namespace), LAYOUT).close();
        return spec(namespace);
    }

    private ArchiveSpec spec(String namespace) {
        return new ArchiveSpec(ArchiveStreamTest.catalog("jdbc", folder), namespace);
    }
}
