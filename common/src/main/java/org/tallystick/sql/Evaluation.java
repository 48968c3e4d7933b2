package org.tallystick.sql;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * Compiled expressions, called like a function: the planner's operator, with an output that keeps
 * the row. Whatever it throws, an expression has thrown, and nobody downstream.
 */
final class Evaluation implements Output<StreamRecord<RowData>> {
    private final OneInputStreamOperator<RowData, RowData> operator;
    private RowData row;

    /**
     * @param parameters those of the operator on whose behalf it is called
     */
    @SuppressWarnings("unchecked") // The planner's code has no type parameters.
    Evaluation(Compiled compiled, StreamOperatorParameters<RowData> parameters) throws Exception {
        var code = compiled.code();
        operator =
                (OneInputStreamOperator<RowData, RowData>)
                        code.newInstance(
                                parameters.getContainingTask().getUserCodeClassLoader(),
                                code.getReferences(),
                                parameters.getContainingTask(),
                                parameters.getStreamConfig(),
                                this,
                                parameters.getProcessingTimeService());
    }

    void open() throws Exception {
        operator.open();
    }

    /** Closes the planner's operator. */
    void end() throws Exception {
        operator.close();
    }

    @Override
    public void close() {
        throw unexpected();
    }

    /**
     * The expressions' values: a row that is valid until the next call.
     *
     * @throws Exception what an expression has failed with
     */
    RowData of(StreamRecord<RowData> event) throws Exception {
        operator.processElement(event);
        return row;
    }

    @Override
    public void collect(StreamRecord<RowData> projected) {
        row = projected.getValue();
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> side) {
        throw unexpected();
    }

    @Override
    public void emitWatermark(Watermark mark) {
        throw unexpected();
    }

    @Override
    public void emitWatermark(WatermarkEvent mark) {
        throw unexpected();
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
        throw unexpected();
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        throw unexpected();
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("an expression makes rows and nothing else");
    }
}
