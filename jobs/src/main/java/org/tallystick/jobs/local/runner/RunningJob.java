package org.tallystick.jobs.local.runner;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.text.FileUri;

/** Waits for a job, shows its progress, and stops it on Ctrl-C. */
final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);

    /** How long a savepoint may take before the job is cancelled instead. */
    private static final Duration SAVEPOINT_PATIENCE = Duration.ofSeconds(60);

    /** The same, where all open windows fire before. */
    private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(10);

    private final JobClient client;
    private final LocalFlink.Settings settings;
    private final Console console;
    private final long started = System.nanoTime();

    private volatile CompletableFuture<Optional<String>> savepoint =
            CompletableFuture.completedFuture(Optional.empty());

    RunningJob(JobClient client, LocalFlink.Settings settings, Console console) {
        this.client = client;
        this.settings = settings;
        this.console = console;
    }

    /** Returns when the job has ended; throws what it failed with. */
    LocalRun await(MetricTotals totals) throws Exception {
        try (var interrupt = new Interrupt(this::stop)) {
            var result = result(totals::progress, interrupt);
            var took = Duration.ofNanos(System.nanoTime() - started);
            return new LocalRun(
                    result,
                    totals.progress(),
                    totals.firstRejects(),
                    totals.warnings(),
                    took,
                    interrupt.happened(),
                    savepoint.get());
        }
    }

    private Optional<JobExecutionResult> result(Supplier<Progress> progress, Interrupt interrupt)
            throws Exception {
        try (var line = new ProgressLine(console, progress)) {
            return Optional.of(client.getJobExecutionResult().get());
        } catch (ExecutionException e) {
            if (interrupt.happened()) {
                LOG.info("The job ended after it was told to", e);
                return Optional.empty();
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void stop() {
        if (settings.runtime() == RuntimeExecutionMode.BATCH) {
            console.print("Cancelling; Ctrl-C again ends at once");
            var unused = client.cancel();
            return;
        }
        console.print("Stopping with a savepoint; Ctrl-C again ends at once");
        var folder = FileUri.of(settings.state().resolve("savepoints"));
        savepoint =
                client.stopWithSavepoint(settings.drain(), folder, SavepointFormatType.CANONICAL)
                        .orTimeout(patience().toSeconds(), TimeUnit.SECONDS)
                        .handle(this::stopped);
    }

    private Duration patience() {
        return settings.drain() ? DRAIN_PATIENCE : SAVEPOINT_PATIENCE;
    }

    private Optional<String> stopped(String path, Throwable failure) {
        if (failure == null) {
            return Optional.of(path);
        }
        LOG.warn("No savepoint, cancelling", failure);
        console.print("No savepoint could be taken; cancelling");
        var unused = client.cancel();
        return Optional.empty();
    }
}
