package org.tallystick.flink;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Gives an operator its identity: the uid is the address of its state in every savepoint. */
public final class Operators {
    private Operators() {}

    /** The uid is the name, too: two spellings of one thing drift apart. */
    public static <T> SingleOutputStreamOperator<T> named(
            String uid, SingleOutputStreamOperator<T> operator) {
        return operator.uid(uid).name(uid);
    }

    /**
     * The same, with its input's parallelism, so that the two are chained. A parallelism that was
     * left open stays open: only then do operators chain in any mode.
     */
    public static <T> SingleOutputStreamOperator<T> chained(
            String uid, DataStream<?> input, SingleOutputStreamOperator<T> operator) {
        var from = input.getTransformation();
        operator.getTransformation()
                .setParallelism(from.getParallelism(), from.isParallelismConfigured());
        return named(uid, operator);
    }
}
