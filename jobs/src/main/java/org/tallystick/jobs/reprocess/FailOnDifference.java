package org.tallystick.jobs.reprocess;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a job's own end its verdict, for whoever submitted it and went: with differences it fails.
 * The first of them are in its log.
 */
public final class FailOnDifference extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<Difference, Void>, BoundedOneInput {
    private static final String UID = "verdict";

    private static final Logger LOG = LoggerFactory.getLogger(FailOnDifference.class);

    private final JudgedCells judged = new JudgedCells(Reprocessing.LISTED);

    private FailOnDifference() {}

    /** Adds the verdict behind all differences of a job. */
    public static void of(DataStream<Difference> differences) {
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
    public void processElement(StreamRecord<Difference> difference) {
        var cell = difference.getValue().cell();
        judged.count(cell.metric(), cell.window(), difference.getValue().verdict());
        judged.add(difference.getValue());
    }

    @Override
    public void endInput() {
        var found = judged.findings(false, List.of()).total();
        if (found.differences() > 0) {
            judged.first().forEach(difference -> LOG.warn("{}", difference.text()));
            throw new SuppressRestartsException(
                    new DifferenceException(found.changed(), found.missing(), found.extra()));
        }
    }
}
