package org.tallystick.flink;

import java.util.Comparator;
import java.util.TreeSet;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.tallystick.engine.assemble.Assembler;

/**
 * Timers for input that comes bucket by bucket and, within a bucket, in order of time, as in a
 * batch run: each record is the news that all before it have come, so windows fire as the run goes,
 * and what is held is bounded by one window span and not by the range of the run.
 *
 * <p>Only the last of a bucket's windows need Flink: at the end of a bucket it wakes all timers.
 */
final class OrderedTimers implements EventTimers {
    private static final String END_OF_BUCKET = "";

    private record Timer(long time, String what) {}

    private final InternalTimerService<String> service;
    private final TreeSet<Timer> timers =
            new TreeSet<>(Comparator.comparingLong(Timer::time).thenComparing(Timer::what));
    private long reached = Long.MIN_VALUE;

    OrderedTimers(InternalTimerService<String> service) {
        this.service = service;
    }

    @Override
    public void register(String what, long time) {
        timers.add(new Timer(time, what));
    }

    @Override
    public long reached() {
        return reached;
    }

    @Override
    public void before(long timestamp, Assembler assembler) {
        service.registerEventTimeTimer(END_OF_BUCKET, Long.MAX_VALUE);
        advance(timestamp - 1, assembler);
    }

    @Override
    public void fire(String what, long time, Assembler assembler) {
        advance(Long.MAX_VALUE, assembler);
        reached = Long.MIN_VALUE;
    }

    private void advance(long time, Assembler assembler) {
        while (!timers.isEmpty() && timers.first().time() <= time) {
            var timer = timers.pollFirst();
            assembler.onTimer(timer.what(), timer.time());
        }
        reached = time;
    }
}
