package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.engine.Cell;

class CellsInRangeTest {

    @Test
    void aWindowThatTheLiveJobHasNotComeToIsNobodysBusiness() {
        var filter = new CellsInRange(ReprocessRange.ALL, ReprocessRange.ALL, 100, List.of());

        assertThat(filter.filter(cell(90, 100))).isTrue();
        assertThat(filter.filter(cell(91, 101))).isFalse();
    }

    @Test
    void aWindowNeedsAMomentInTheRange() {
        var filter =
                new CellsInRange(
                        new ReprocessRange(50, 60), ReprocessRange.ALL, Long.MAX_VALUE, List.of());

        assertThat(filter.filter(cell(40, 50))).isFalse();
        assertThat(filter.filter(cell(40, 51))).isTrue();
        assertThat(filter.filter(cell(59, 70))).isTrue();
        assertThat(filter.filter(cell(60, 70))).isFalse();
    }

    private static Cell cell(long start, long end) {
        return new Cell("m", "tumbling 10 ms", start, end, List.of(), List.of(), 1, 1, 0, false);
    }
}
