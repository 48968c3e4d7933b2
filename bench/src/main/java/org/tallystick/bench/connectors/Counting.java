package org.tallystick.bench.connectors;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Tells the meter of what passes. */
final class Counting<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {
    private transient Tally tally;

    @Override
    public void open() throws Exception {
        super.open();
        tally = new Tally();
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        tally.add();
        output.collect(element);
    }
}
