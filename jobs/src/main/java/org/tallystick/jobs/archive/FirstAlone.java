package org.tallystick.jobs.archive;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says once that a subtask's input brings anything. In batch jobs: what was said is not part of a
 * checkpoint.
 *
 * @param <T> what it brings
 */
final class FirstAlone<T> extends AbstractStreamOperator<Boolean>
        implements OneInputStreamOperator<T, Boolean> {
    private boolean said;

    @Override
    public void processElement(StreamRecord<T> element) {
        if (!said) {
            said = true;
            output.collect(new StreamRecord<>(true));
        }
    }
}
