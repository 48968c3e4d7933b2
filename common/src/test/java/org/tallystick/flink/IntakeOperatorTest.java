package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.event.EventLayout;

class IntakeOperatorTest {
    private static final EventLayout LAYOUT = new EventLayout(RowType.of());

    private OneInputStreamOperatorTestHarness<RowData, RowData> intake;

    @BeforeEach
    void open() throws Exception {
        var rejects = new OutputTag<RowData>("rejects", InternalTypeInfo.of(LAYOUT.rowType()));
        intake =
                new OneInputStreamOperatorTestHarness<>(
                        new IntakeOperator(new SplitRejects(LAYOUT, rejects)));
        intake.open();
    }

    @AfterEach
    void close() throws Exception {
        intake.close();
    }

    @Test
    void whatIsDrainedWhileItIsIdleComesToTheEndOfTime() throws Exception {
        intake.processWatermark(5);
        intake.processWatermarkStatus(WatermarkStatus.IDLE);
        finish();

        assertThat(intake.getOutput())
                .containsExactly(
                        new Watermark(5),
                        WatermarkStatus.IDLE,
                        WatermarkStatus.ACTIVE,
                        Watermark.MAX_WATERMARK);
    }

    @Test
    void whatIsDrainedWhileItIsActiveIsToldByItsSource() throws Exception {
        intake.processWatermarkStatus(WatermarkStatus.IDLE);
        intake.processWatermarkStatus(WatermarkStatus.ACTIVE);
        intake.processWatermark(Watermark.MAX_WATERMARK);
        finish();

        assertThat(intake.getOutput())
                .containsExactly(
                        WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK);
    }

    private void finish() throws Exception {
        intake.getOperator().finish();
    }
}
