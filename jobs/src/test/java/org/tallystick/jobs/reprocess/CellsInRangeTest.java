package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

class CellsInRangeTest {
    private static final Window SESSION = Windows.parse("session 10 ms");

    @Test
    void aWindowThatTheLiveJobHasNotComeToIsNobodysBusiness() throws Exception {
        var cells = cells(ReprocessRange.ALL, ReprocessRange.ALL, 99);

        assertThat(passes(cells, cell(90, 100))).isTrue();
        assertThat(passes(cells, cell(91, 101))).isFalse();
    }

    @Test
    void aWindowNeedsAMomentInTheRange() throws Exception {
        var cells = cells(new ReprocessRange(50, 60), ReprocessRange.ALL, Long.MAX_VALUE);

        assertThat(passes(cells, cell(40, 50))).isFalse();
        assertThat(passes(cells, cell(40, 51))).isTrue();
        assertThat(passes(cells, cell(59, 70))).isTrue();
        assertThat(passes(cells, cell(60, 70))).isFalse();
    }

    @Test
    void aSessionThatMayReachFurtherThanWasReadGoesByTheSide() throws Exception {
        var range = new ReprocessRange(50, 60);
        var cells = cells(range, new ReprocessRange(30, 80), Long.MAX_VALUE);

        assertThat(passes(cells, session(40, 51))).isTrue();
        assertThat(passes(cells, session(39, 51))).isFalse(); // an event of 29 would join it
        assertThat(passes(cells, session(55, 79))).isTrue();
        assertThat(passes(cells, session(55, 80))).isFalse(); // so would one of 80
        assertThat(cells.getSideOutput(CellsInRange.CUT))
                .extracting(cut -> cut.getValue().start())
                .containsExactly(39L, 55L);
    }

    /** It is looked at once more when more has been read: where it begins was not read before. */
    @Test
    void aSessionThatBeginsBeforeWhatWasReadWasCut() {
        var before = new ReprocessRange(30, 80).times();
        var sessions = new BoundMetric("m", "", -1, List.of(), List.of(), List.of(SESSION));

        assertThat(ReadSpan.of(before, List.of(sessions)).cuts(session(10, 51))).isTrue();
        assertThat(ReadSpan.of(before, List.of(sessions)).cuts(session(40, 51))).isFalse();
    }

    private static OneInputStreamOperatorTestHarness<Cell, Cell> cells(
            ReprocessRange range, ReprocessRange read, long horizon) throws Exception {
        var sessions = new BoundMetric("m", "", -1, List.of(), List.of(), List.of(SESSION));
        return ProcessFunctionTestHarnesses.forProcessFunction(
                new CellsInRange(
                        range,
                        ReadSpan.of(read.times(), List.of(sessions)),
                        new ClosedWindows(horizon, 0)));
    }

    private static boolean passes(OneInputStreamOperatorTestHarness<Cell, Cell> cells, Cell cell)
            throws Exception {
        int before = cells.getOutput().size();
        cells.processElement(new StreamRecord<>(cell));
        return cells.getOutput().size() > before;
    }

    private static Cell session(long start, long end) {
        return new Cell("m", SESSION.text(), start, end, List.of(), List.of(), 1, 1, 0, false);
    }

    private static Cell cell(long start, long end) {
        return new Cell("m", "tumbling 10 ms", start, end, List.of(), List.of(), 1, 1, 0, false);
    }
}
