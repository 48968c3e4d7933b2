package org.tallystick.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.bytes.ByteBuilder;

class KeyCodecTest {
    private static final KeyCodec CODEC =
            new KeyCodec(List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.DOUBLE)));

    @Test
    void zeroIsOneKeyWhateverItsSign() {
        assertThat(key(-0.0)).isEqualTo(key(0.0));
        assertThat(CODEC.decode(key(-0.0), 0)).containsExactly(0.0);
    }

    @Test
    void notANumberIsOneKeyWhateverItsBits() {
        assertThat(key(Double.longBitsToDouble(0xfff8_0000_0000_0001L))).isEqualTo(key(Double.NaN));
        assertThat(CODEC.decode(key(Double.NaN), 0)).containsExactly(Double.NaN);
    }

    @Test
    void eachInfinityIsAKeyAndSoIsNull() {
        var keys =
                Arrays.asList(
                        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MAX_VALUE, null);

        assertThat(keys.stream().map(KeyCodecTest::key).map(Arrays::toString))
                .doesNotHaveDuplicates();
        assertThat(keys)
                .allSatisfy(
                        each ->
                                assertThat(CODEC.decode(key(each), 0))
                                        .isEqualTo(Arrays.asList(each)));
    }

    private static byte[] key(Double value) {
        var out = new ByteBuilder();
        CODEC.encode(TestColumns.of((Object) value), out);
        return out.toArray();
    }
}
