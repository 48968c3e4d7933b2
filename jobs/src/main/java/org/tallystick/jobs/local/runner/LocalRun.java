package org.tallystick.jobs.local.runner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;

/**
 * A job that was run to its end on this machine.
 *
 * @param result what Flink says of it, with its accumulators; absent where it was cancelled
 * @param total what it counted
 * @param firstRejects the first few inputs that could not become events, and why
 * @param warnings what was wrong with the input as a whole, in a few lines
 * @param took from submission to end
 * @param stopped whether a person stopped it
 * @param savepoint where it can be resumed from, if it was stopped and left one
 */
public record LocalRun(
        Optional<JobExecutionResult> result,
        Progress total,
        List<String> firstRejects,
        List<String> warnings,
        Duration took,
        boolean stopped,
        Optional<String> savepoint) {}
