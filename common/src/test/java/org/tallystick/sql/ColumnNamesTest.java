package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {

    @Test
    void theNearestOfSeveralIsOffered() {
        assertThat(new ColumnNames(List.of("delays", "delay")).hint("dellay"))
                .isEqualTo("did you mean 'delay'?");
    }

    @Test
    void theSameNameInAnotherCaseIsNearest() {
        assertThat(new ColumnNames(List.of("delays", "delay")).hint("DELAYS"))
                .isEqualTo("did you mean 'delays'? Upper and lower case matter");
    }

    @Test
    void aLongListIsCutShort() {
        assertThat(new ColumnNames(Collections.nCopies(13, "a")).hint("nothing"))
                .isEqualTo("there are " + "a, ".repeat(12) + "...");
    }
}
