package org.tallystick.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final StringData TOPIC = StringData.fromString("flights");

    @Test
    void isTheSameInEveryReleaseAndForEveryWidthOfAnInteger() {
        var narrow = Identity.of(type(new IntType()), List.of("a"));
        var wide = Identity.of(type(new BigIntType()), List.of("a"));
        assertThat(narrow.hash(GenericRowData.of(7), TOPIC, 0, 0))
                .isEqualTo(wide.hash(GenericRowData.of(7L), TOPIC, 9, 9))
                .isEqualTo(GOLDEN_FIELD);
    }

    @Test
    void isThePositionWhereNoFieldIsNamed() {
        var identity = Identity.of(type(new IntType()), List.of());
        assertThat(identity.hash(GenericRowData.of(7), TOPIC, 1, 2))
                .isEqualTo(identity.hash(GenericRowData.of(8), TOPIC, 1, 2))
                .isNotEqualTo(identity.hash(GenericRowData.of(7), TOPIC, 2, 1))
                .isEqualTo(GOLDEN_POSITION);
    }

    @Test
    void neighboursDoNotRunIntoOneAnother() {
        var identity = Identity.of(type(new VarCharType(9), new VarCharType(9)), List.of("a", "b"));
        assertThat(identity.hash(row("ab", "c"), TOPIC, 0, 0))
                .isNotEqualTo(identity.hash(row("a", "bc"), TOPIC, 0, 0));
    }

    @Test
    void namesTheFirstFieldThatIsNull() {
        var identity = Identity.of(type(new VarCharType(9), new VarCharType(9)), List.of("b", "a"));
        assertThat(identity.firstNull(row("a", "b"))).isEmpty();
        assertThat(identity.name(identity.firstNull(row("a", null)).orElseThrow())).isEqualTo("b");
    }

    @Test
    void refusesFieldsThatAreNotThere() {
        assertThatThrownBy(() -> Identity.of(type(new IntType()), List.of("x")))
                .hasMessageContaining("no field 'x'");
    }

    private static final long GOLDEN_FIELD = -9122289153307470161L;
    private static final long GOLDEN_POSITION = 2148401249690424155L;

    private static GenericRowData row(String a, String b) {
        return GenericRowData.of(StringData.fromString(a), StringData.fromString(b));
    }

    private static RowType type(LogicalType... types) {
        var names = new String[] {"a", "b"};
        return RowType.of(types, Arrays.copyOf(names, types.length));
    }
}
