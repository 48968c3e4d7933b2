package org.tallystick.jobs.sink;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.tallystick.engine.Cell;

/**
 * A sink in a batch job whose end others can wait for.
 *
 * <p>{@code sinkTo} gives nothing that a job could go on from. So this adds the operators that
 * Flink makes of a sink by itself: the writer, and the committer of those that have one. What comes
 * behind them has the end of its input only when they have come to theirs.
 */
final class AwaitedSink {
    private AwaitedSink() {}

    static DataStream<?> of(DataStream<Cell> cells, Sink<Cell> sink, String uid) {
        return sink instanceof SupportsCommitter<?> committing
                ? committed(cells, sink, committing, uid)
                : named(
                        uid,
                        cells.transform(
                                uid,
                                CommittableMessageTypeInfo.noOutput(),
                                new SinkWriterOperatorFactory<Cell, Void>(sink)));
    }

    private static <T> DataStream<?> committed(
            DataStream<Cell> cells, Sink<Cell> sink, SupportsCommitter<T> committing, String uid) {
        var type = CommittableMessageTypeInfo.of(committing::getCommittableSerializer);
        var written =
                named(
                        uid,
                        cells.transform(uid, type, new SinkWriterOperatorFactory<Cell, T>(sink)));
        var committer = new CommitterOperatorFactory<>(committing, true, false);
        return chained(
                uid + "-commit", written, written.transform(uid + "-commit", type, committer));
    }
}
