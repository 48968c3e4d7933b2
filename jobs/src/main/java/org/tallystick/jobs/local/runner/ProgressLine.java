package org.tallystick.jobs.local.runner;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows a job's progress while it runs: refreshed on a terminal, now and then elsewhere. */
final class ProgressLine implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    /** The rate is smoothed: this much of it is the last period's. */
    private static final double NEWEST = 0.3;

    private final Console console;
    private final Supplier<Progress> progress;
    private final ScheduledExecutorService timer;
    private final long started = System.nanoTime();

    private long lastNanos = started;
    private long lastEvents;
    private double rate;
    private boolean closed;

    /** Shows {@code progress} from now on until closed. */
    ProgressLine(Console console, Supplier<Progress> progress) {
        this.console = console;
        this.progress = progress;
        this.timer = Executors.newSingleThreadScheduledExecutor(ProgressLine::thread);
        long millis = (console.isTerminal() ? ON_TERMINAL : ELSEWHERE).toMillis();
        var unused = timer.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        var now = progress.get();
        long nanos = System.nanoTime();
        double latest = (now.events() - lastEvents) * 1e9 / (nanos - lastNanos);
        rate = lastNanos == started ? latest : NEWEST * latest + (1 - NEWEST) * rate;
        lastNanos = nanos;
        lastEvents = now.events();
        console.status(now.line(rate, elapsed(nanos)));
    }

    private Duration elapsed(long nanos) {
        return Duration.ofNanos(nanos - started);
    }

    /** Shows the last figures, with the rate over the whole run, and leaves them standing. */
    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            closed = true;
            var total = progress.get();
            long nanos = System.nanoTime();
            console.status(total.line(total.events() * 1e9 / (nanos - started), elapsed(nanos)));
            console.keepStatus();
        }
    }
}
