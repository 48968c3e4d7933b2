package org.tallystick.flink;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.GlobalPartitioner;
import org.apache.flink.streaming.runtime.partitioner.RebalancePartitioner;

/** Gives an operator its identity: the uid is the address of its state in every savepoint. */
public final class Operators {
    private Operators() {}

    /** The uid is the name, too: two spellings of one thing drift apart. */
    public static <T> SingleOutputStreamOperator<T> named(
            String uid, SingleOutputStreamOperator<T> operator) {
        return operator.uid(uid).name(uid);
    }

    /**
     * Sends all to one subtask. No checkpoint barrier overtakes them on the way, so that what was
     * sent before a barrier has come before it.
     */
    public static <T> DataStream<T> gathered(DataStream<T> stream) {
        var toFirst = new GlobalPartitioner<T>();
        toFirst.disableUnalignedCheckpoints();
        return new DataStream<>(
                stream.getExecutionEnvironment(),
                new PartitionTransformation<>(stream.getTransformation(), toFirst));
    }

    /** Sends to all subtasks by turns; no checkpoint barrier overtakes records on the way. */
    public static <T> DataStream<T> spread(DataStream<T> stream) {
        var byTurns = new RebalancePartitioner<T>();
        byTurns.disableUnalignedCheckpoints();
        return new DataStream<>(
                stream.getExecutionEnvironment(),
                new PartitionTransformation<>(stream.getTransformation(), byTurns));
    }

    /** Lets no checkpoint barrier overtake records on their way to their key's subtask. */
    public static <T, K> KeyedStream<T, K> aligned(KeyedStream<T, K> keyed) {
        if (keyed.getTransformation() instanceof PartitionTransformation<T> partition) {
            partition.getPartitioner().disableUnalignedCheckpoints();
            return keyed;
        }
        throw new IllegalStateException("a keyed stream that is no partitioning");
    }

    /**
     * The same as {@link #named}, with its input's parallelism, so that the two are chained. A
     * parallelism that was left open stays open: only then do operators chain in any mode.
     */
    public static <T> SingleOutputStreamOperator<T> chained(
            String uid, DataStream<?> input, SingleOutputStreamOperator<T> operator) {
        var from = input.getTransformation();
        operator.getTransformation()
                .setParallelism(from.getParallelism(), from.isParallelismConfigured());
        return named(uid, operator);
    }
}
