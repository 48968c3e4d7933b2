package org.tallystick.jobs.reprocess;

import java.util.HashMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes a job's own end its verdict, for whoever submitted it and went: with differences it fails.
 */
public final class FailOnDifference extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<Verdict, Void>, BoundedOneInput {
    private static final String UID = "verdict";

    private final HashMap<Verdict, Long> counts = new HashMap<>();

    private FailOnDifference() {}

    /** Adds the verdict behind all differences of a job. */
    public static void of(DataStream<Verdict> differences) {
        differences
                .transform(UID, Types.VOID, new FailOnDifference())
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid(UID)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(1)
                .uid("after-" + UID)
                .name("after-" + UID);
    }

    @Override
    public void processElement(StreamRecord<Verdict> difference) {
        counts.merge(difference.getValue(), 1L, Long::sum);
    }

    @Override
    public void endInput() {
        var found =
                new DifferenceException(
                        count(Verdict.CHANGED), count(Verdict.MISSING), count(Verdict.EXTRA));
        if (found.differences() > 0) {
            throw new SuppressRestartsException(found);
        }
    }

    private long count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0L);
    }
}
