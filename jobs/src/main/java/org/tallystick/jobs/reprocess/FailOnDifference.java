package org.tallystick.jobs.reprocess;

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
 * Makes a job's own end its verdict, for whoever submitted it and went: where windows differ that
 * nothing explains, it fails. The first of them are in its log.
 */
public final class FailOnDifference extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<JudgedWindow, Void>, BoundedOneInput {
    private static final String UID = "verdict";

    private static final Logger LOG = LoggerFactory.getLogger(FailOnDifference.class);

    private final JudgedWindows judged = new JudgedWindows(Wanted.LISTED);

    private FailOnDifference() {}

    /** Adds the verdict behind all windows of a job that differ. */
    public static void of(DataStream<JudgedWindow> differing) {
        differing
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
    public void processElement(StreamRecord<JudgedWindow> window) {
        if (!window.getValue().verdict().isFine()) {
            judged.add(window.getValue());
        }
    }

    @Override
    public void endInput() {
        judged.first().forEach(window -> LOG.warn("{}", window.text()));
        judged.total().filter(total -> !total.verdict().isFine()).ifPresent(FailOnDifference::fail);
    }

    private static void fail(KindBooks total) {
        throw new SuppressRestartsException(
                new DifferenceException(
                        total.cells(),
                        total.windows(WindowVerdict.UNEXPLAINED),
                        total.windows(WindowVerdict.LOGIC_CHANGE)));
    }
}
