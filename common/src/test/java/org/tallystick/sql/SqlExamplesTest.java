package org.tallystick.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class SqlExamplesTest {
    private static final RowType COLUMNS =
            (RowType)
                    DataTypes.ROW(DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3)))
                            .getLogicalType();

    @Test
    void everyExampleHasTheValueThatItSays() throws Exception {
        var examples = SqlExamples.all();
        var keys =
                examples.stream()
                        .map(example -> "CAST((" + example.sql() + ") AS STRING)")
                        .toArray(String[]::new);
        try (var projected = new ProjectedRows(COLUMNS, TestPipelines.keyed(keys))) {
            var row = projected.project(1);
            var values = new ArrayList<String>();
            for (int i = 0; i < keys.length; i++) {
                int column = projected.binding.metrics().get(0).keys().get(i).column();
                values.add(
                        examples.get(i).sql()
                                + " => "
                                + (row.isNull(column)
                                        ? null
                                        : new String(row.getUtf8(column), UTF_8)));
            }
            assertThat(values).isEqualTo(expected(examples));
        }
    }

    private static List<String> expected(List<SqlExamples.Example> examples) {
        return examples.stream().map(each -> each.sql() + " => " + each.value()).toList();
    }

    @Test
    void groupsHaveNames() {
        assertThat(SqlExamples.all())
                .hasSizeGreaterThan(80)
                .noneMatch(example -> example.group().isBlank());
    }
}
