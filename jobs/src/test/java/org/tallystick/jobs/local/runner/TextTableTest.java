package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersStandRightAndTextLeft() {
        var table =
                new TextTable()
                        .row("events", 1_234_567L, "all of them")
                        .row("late", 8, "few")
                        .row("a longer label");

        assertThat(table)
                .hasToString(
                        """
                        events          1,234,567  all of them
                        late                    8  few
                        a longer label""");
    }

    @Test
    void anEmptyTableIsNothing() {
        assertThat(new TextTable()).hasToString("");
    }
}
