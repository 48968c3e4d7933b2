package org.tallystick.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes events with everything that goes wrong in real ones: disorder, late ones by amounts around
 * the limits, repeats, nulls, a hot key, bursts and pauses, and partitions that run apart.
 *
 * <p>The same settings and seed make the same events.
 *
 * @param events how many, over all partitions
 * @param partitions how many
 * @param keys how many there can be, at least 1
 * @param timing when they happen
 * @param doubles which values {@link OracleEvent#doubleValue} takes
 */
public record EventGenerator(int events, int partitions, int keys, Timing timing, Doubles doubles) {
    private static final int FEW_KEYS = 20;
    private static final List<String> TEXTS =
            List.of("", "a", "b", "ab", "Ab", "z", "ä", "naïve", "東京", "\uFFFD", "\uD83D\uDE80");

    /**
     * All in ms. Choose {@code grain} as a common divisor of the windows' lengths, so that times
     * hit the edges of windows exactly, often.
     *
     * @param start where event time begins; may be negative
     * @param span about how much event time passes
     * @param grain every time is a multiple of it
     * @param outOfOrderness how far behind its partition's clock most disorder stays
     * @param lateness the allowed lateness that some late events exceed and some don't
     * @param pause the typical pause between bursts, often hit exactly
     */
    public record Timing(
            long start, long span, long grain, long outOfOrderness, long lateness, long pause) {}

    /** Which doubles. */
    public enum Doubles {
        /** Small whole numbers: adding them up is exact in plain double arithmetic too. */
        WHOLE,
        /** All magnitudes of finite numbers, down to the subnormal and up to the largest. */
        FINITE,
        /** Finite, NaN and infinite. */
        ANY
    }

    /** The events of each partition, in the order of their offsets. */
    public List<List<OracleEvent>> generate(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[] sizes = new int[partitions];
        for (int i = 0; i < events; i++) {
            sizes[random.nextInt(partitions)]++;
        }
        var all = new ArrayList<List<OracleEvent>>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(partition(partition, sizes[partition], random));
        }
        return all;
    }

    /** The events of all partitions in one list. */
    public static List<OracleEvent> flat(List<List<OracleEvent>> partitions) {
        return partitions.stream().flatMap(List::stream).toList();
    }

    private List<OracleEvent> partition(int partition, int size, RandomGenerator random) {
        var made = new ArrayList<OracleEvent>();
        long now = timing.start() + upTo(timing.pause(), random);
        for (int offset = 0; offset < size; offset++) {
            now += step(size, random);
            var clock = made.stream().mapToLong(OracleEvent::time).max();
            made.add(
                    offset > 0 && random.nextInt(50) == 0
                            ? made.get(random.nextInt(offset)).repeatedAt(offset, clock)
                            : event(partition, offset, now - delay(random), clock, random));
        }
        return made;
    }

    /** Mostly a short step, within a burst; sometimes a pause, just around the typical one. */
    private long step(int size, RandomGenerator random) {
        if (random.nextInt(20) == 0) {
            return timing.pause() + (random.nextInt(5) - 2) * timing.grain();
        }
        return upTo(2 * timing.span() / size, random);
    }

    private long delay(RandomGenerator random) {
        long limit = timing.outOfOrderness() + timing.lateness();
        return switch (random.nextInt(40)) {
            case 0 -> timing.outOfOrderness();
            case 1 -> limit;
            case 2 -> upTo(limit, random);
            case 3 -> limit + upTo(limit, random);
            case 4 -> upTo(10 * limit, random);
            default -> random.nextBoolean() ? 0 : upTo(timing.outOfOrderness(), random);
        };
    }

    private OracleEvent event(
            int partition, long offset, long time, OptionalLong clock, RandomGenerator random) {
        return new OracleEvent(
                partition,
                offset,
                time - Math.floorMod(time, timing.grain()),
                clock,
                key(random),
                random.nextInt(20) == 0 ? null : longValue(random),
                random.nextInt(20) == 0 ? null : doubleValue(random),
                random.nextInt(20) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())),
                random.nextLong());
    }

    /**
     * Most of few keys are the hot one, or the next, and so on; most of many are any. The last is
     * null.
     */
    private String key(RandomGenerator random) {
        int rank = Math.min(Long.numberOfTrailingZeros(random.nextLong()), keys - 1);
        boolean any = random.nextInt(4) < (keys > FEW_KEYS ? 3 : 1);
        int spread = any ? random.nextInt(keys) : rank;
        return spread == keys - 1 ? null : "key-" + spread;
    }

    private Long longValue(RandomGenerator random) {
        return switch (doubles == Doubles.WHOLE ? 1 : random.nextInt(10)) {
            case 0 -> random.nextLong();
            default -> random.nextLong(-1000, 1001);
        };
    }

    private Double doubleValue(RandomGenerator random) {
        return switch (doubles) {
            case WHOLE -> (double) random.nextInt(-1000, 1001);
            case FINITE -> finite(random);
            case ANY ->
                    switch (random.nextInt(100)) {
                        case 0 -> Double.NaN;
                        case 1 -> Double.POSITIVE_INFINITY;
                        case 2 -> Double.NEGATIVE_INFINITY;
                        default -> finite(random);
                    };
        };
    }

    private static double finite(RandomGenerator random) {
        double sign = random.nextBoolean() ? 1 : -1;
        return switch (random.nextInt(12)) {
            case 0 -> sign * Double.MAX_VALUE;
            case 1 -> sign * Double.MIN_VALUE;
            case 2 -> sign * 0.0;
            case 3 -> Math.scalb(sign * random.nextDouble(), random.nextInt(-1070, 1020));
            case 4 -> sign * 0.1;
            default -> sign * random.nextDouble() * 1e6;
        };
    }

    /** A multiple of the grain from 0 to about {@code most}, both included. */
    private long upTo(long most, RandomGenerator random) {
        return random.nextLong(most / timing.grain() + 1) * timing.grain();
    }
}
