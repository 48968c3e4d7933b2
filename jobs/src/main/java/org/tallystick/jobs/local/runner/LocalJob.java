package org.tallystick.jobs.local.runner;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that can be run on any environment. */
@FunctionalInterface
public interface LocalJob {

    /** Adds the job's sources, operators and sinks to the environment, and does not execute it. */
    void define(StreamExecutionEnvironment environment) throws Exception;
}
