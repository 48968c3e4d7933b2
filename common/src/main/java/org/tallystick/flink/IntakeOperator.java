package org.tallystick.flink;

import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;

/**
 * What events and rejects come through behind their source.
 *
 * <p>A job that is drained fires all windows, also where its source is idle. Flink drops the last
 * watermark of an idle source (FLINK-40499), so it is sent from here.
 */
final class IntakeOperator extends ProcessOperator<RowData, RowData> {
    private transient boolean idle;

    IntakeOperator(SplitRejects function) {
        super(function);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        if (idle) {
            output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }
}
