package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;

class NamedValuesTest {
    private static final NamedValues KEYS =
            NamedValues.keys(
                    new BoundMetric(
                            "m",
                            "",
                            -1,
                            List.of(
                                    new KeyColumn("n", "n", 0, ValueType.LONG),
                                    new KeyColumn("d", "d", 1, ValueType.decimal(4, 2)),
                                    new KeyColumn("x", "x", 2, ValueType.DOUBLE)),
                            List.of(),
                            List.of()));

    @Test
    void valuesComeInTheMetricsOrderWithTheirTypes() {
        var json = "{\"x\":\"NaN\",\"d\":1.5,\"n\":9223372036854775807}";

        assertThat(KEYS.fits(json)).isTrue();
        assertThat(KEYS.parse(json))
                .containsExactly(Long.MAX_VALUE, new BigDecimal("1.50"), Double.NaN);
        assertThat(KEYS.parse("{\"n\":null}")).containsExactly(null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":1,\"d\":1}",
                "{\"n\":1,\"d\":1,\"x\":1,\"y\":1}",
                "{\"n\":1.5,\"d\":1,\"x\":1}",
                "{\"n\":\"a\",\"d\":1,\"x\":1}",
                "{\"n\":9223372036854775808,\"d\":1,\"x\":1}",
                "{\"n\":1,\"d\":1.234,\"x\":1}",
                "{\"n\":1,\"d\":123456789012345678901234567890123456789.5,\"x\":1}",
                "{\"n\":1,\"d\":1,\"x\":true}",
            })
    void namesAndTypesHaveToFit(String json) {
        assertThat(KEYS.fits(json)).isFalse();
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        assertThatThrownBy(() -> KEYS.parse("{\"n\":1.5}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "n is 1.5 in the archive, no BIGINT: the metric was another when that was published");
    }
}
