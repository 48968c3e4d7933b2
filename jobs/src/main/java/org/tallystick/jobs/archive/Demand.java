package org.tallystick.jobs.archive;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Whether more of the archive has to be read than was, which only the job itself finds out. One
 * exchange does for all that is read then, and no more than a record of each subtask goes over it.
 *
 * @param wanted a record if there is, in one subtask
 */
public record Demand(DataStream<Boolean> wanted) {

    /**
     * There is if a stream brings anything.
     *
     * @param label ends the operators' names
     */
    public static <T> Demand of(DataStream<T> stream, String label) {
        var some =
                chained(
                        "some" + label,
                        stream,
                        stream.transform("some", Types.BOOLEAN, new FirstAlone<T>()));
        var wanted = some.transform("wanted", Types.BOOLEAN, new FirstAlone<Boolean>());
        return new Demand(named("wanted" + label, wanted).setParallelism(1).setMaxParallelism(1));
    }
}
