package org.tallystick.flink;

import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.tallystick.engine.assemble.Assembler;

/**
 * Timers that Flink keeps and the watermark wakes.
 *
 * <p>Flink forgets the watermark at a restore. So the watermark of the snapshot is kept: all timers
 * up to it had been woken, and its windows were gone.
 */
final class WatermarkTimers implements EventTimers {
    private final InternalTimerService<String> service;
    private final long restored;

    /**
     * @param restored the watermark at the restored snapshot; {@link Long#MIN_VALUE} if there is
     *     none
     */
    WatermarkTimers(InternalTimerService<String> service, long restored) {
        this.service = service;
        this.restored = restored;
    }

    @Override
    public void register(String what, long time) {
        service.registerEventTimeTimer(what, time);
    }

    @Override
    public long reached() {
        return Math.max(restored, service.currentWatermark());
    }

    @Override
    public void before(long timestamp, Assembler assembler) {
        // Records say nothing about event time here; the watermark does.
    }

    @Override
    public void fire(String what, long time, Assembler assembler) {
        assembler.onTimer(what, time);
    }
}
