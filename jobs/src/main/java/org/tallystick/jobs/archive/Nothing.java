package org.tallystick.jobs.archive;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes no part of anything: of a stream that is only waited for. */
record Nothing<T>() implements FlatMapFunction<T, byte[]> {

    @Override
    public void flatMap(T any, Collector<byte[]> out) {}
}
