package org.tallystick.jobs;

import java.util.List;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.amazon.RuntimeProperties;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.reprocess.DifferenceException;
import org.tallystick.pipeline.InvalidPipeline;

/**
 * Runs the main of a job that is submitted to a cluster.
 *
 * <p>In Flink's command line client, what goes wrong is told as {@code ./tallystick} tells it: in
 * lines on standard error, with the same exit codes, the stack trace in the client's log. In any
 * other process, such as a JobManager in application mode, it is thrown: to exit would take the
 * whole process along.
 */
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
    private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";

    private Submission() {}

    /** Reads arguments, defines a job and executes it. */
    @FunctionalInterface
    interface Main {
        void run() throws Exception;
    }

    /** Submits a job with its command line, or the properties that stand in for it. */
    static void of(Job job, String... args) throws Exception {
        of(() -> job.run(List.of(args), RuntimeProperties.FILE));
    }

    static void of(Main main) throws Exception {
        try {
            main.run();
        } catch (Exception e) {
            if (!isInFlinkClient()) {
                throw e;
            }
            LOG.error("The job was not run to its end", e);
            lines(e).forEach(System.err::println);
            System.exit(code(e).status());
        }
    }

    private static boolean isInFlinkClient() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CLIENT)));
    }

    /** What to tell of a failure. */
    static List<String> lines(Exception failure) {
        if (failure instanceof InvalidPipeline invalid) {
            return invalid.problems();
        }
        return failure instanceof BadArgumentException
                ? List.of(failure.getMessage())
                : List.of(Failure.of(failure));
    }

    static ExitCode code(Exception failure) {
        if (failure instanceof InvalidPipeline || failure instanceof BadArgumentException) {
            return ExitCode.BAD_INPUT;
        }
        return ExceptionUtils.findThrowable(failure, DifferenceException.class).isPresent()
                ? ExitCode.DIFFERENT
                : ExitCode.FAILED;
    }
}
