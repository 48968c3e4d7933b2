package org.tallystick.jobs.local.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.Failure;

/**
 * Tells of each restart of a job, with its cause, while it is open. Where the folder of the job's
 * state can no longer be written, it cancels the job: no attempt would come further.
 */
final class Restarts implements AutoCloseable {
    /** As often as Flink looks at a job for its web UI. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);

    private final Console console;
    private final FlinkRest rest;
    private final JobClient job;
    private final Path state;
    private final ScheduledExecutorService timer;
    private long told;

    Restarts(Console console, FlinkRest rest, JobClient job, Path state) {
        this.console = console;
        this.rest = rest;
        this.job = job;
        this.state = state;
        this.timer = Executors.newSingleThreadScheduledExecutor(Restarts::thread);
        long millis = PERIOD.toMillis();
        var unused =
                timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "restarts");
        thread.setDaemon(true);
        return thread;
    }

    private void look() {
        try {
            var failures = rest.get("/jobs/" + job.getJobID() + "/exceptions");
            if (goesOn(job.getJobStatus().get())) {
                tell(failures.path("exceptionHistory").path("entries"));
            }
        } catch (UnwritableException e) {
            LOG.error("No attempt would come further, cancelling", e);
            var unused = job.cancel();
        } catch (IOException | ExecutionException e) {
            LOG.debug("Nobody can be asked about restarts: the job begins, or ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The failure that ends a job is told as such. */
    private static boolean goesOn(JobStatus status) {
        return !status.isTerminalState() && status != JobStatus.FAILING;
    }

    private void tell(JsonNode failures) throws UnwritableException {
        long latest = told;
        for (var failure : failures) {
            long at = failure.path("timestamp").asLong();
            if (at > told) {
                WritableFolder.require(state);
                console.print(
                        "The job restarts: "
                                + Failure.ofTrace(failure.path("stacktrace").asText()));
                latest = Math.max(latest, at);
            }
        }
        told = latest;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
