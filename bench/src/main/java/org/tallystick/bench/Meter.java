package org.tallystick.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** CPU time (user and system) and time on the wall of this process, from its first record on. */
public final class Meter {
    private static final AtomicReference<Meter> FIRST_RECORD = new AtomicReference<>();
    private static final AtomicReference<Meter> HALF = new AtomicReference<>();
    private static final AtomicLong RECORDS = new AtomicLong();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static volatile long expected;
    private static volatile long latest;

    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long wall = System.nanoTime();

    private Meter() {}

    /** Notes when the first record came; later calls do nothing. */
    public static void record() {
        if (FIRST_RECORD.get() == null) {
            FIRST_RECORD.compareAndSet(null, new Meter());
        }
    }

    /** To be called at first: how many records there will be. */
    public static void expect(long records) {
        expected = records;
    }

    /** Notes that so many records came, and when half of all have. */
    public static void records(long more) {
        record();
        latest = System.nanoTime();
        if (RECORDS.addAndGet(more) >= expected / 2 && HALF.get() == null) {
            HALF.compareAndSet(null, new Meter());
        }
    }

    /**
     * CPU time since half of the records had come, when the JIT compiler is mostly done; 0 of batch
     * peers.
     */
    public static double secondHalfCpuSeconds() {
        var half = HALF.get();
        return half == null ? 0 : (SYSTEM.getProcessCpuTime() - half.cpu) / 1e9;
    }

    public static double cpuSeconds() {
        return (SYSTEM.getProcessCpuTime() - FIRST_RECORD.get().cpu) / 1e9;
    }

    public static double wallSeconds() {
        return (System.nanoTime() - FIRST_RECORD.get().wall) / 1e9;
    }

    /** From the first record to the latest that was noted. */
    public static double secondsToLatest() {
        return (latest - FIRST_RECORD.get().wall) / 1e9;
    }

    /** The most memory that the process ever had resident, MiB. */
    public static long peakMebibytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        }
    }
}
