package org.tallystick.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The seeded clickstream of all benchmarks: event {@code i} of {@code n} is the same on every
 * machine.
 *
 * <p>JSON of about 186 bytes; 0.36 ms of event time from one to the next; users Zipf 0.8 over
 * 100,000, pages Zipf 1.0 over 10,000. Events come up to 5 s out of order, and by variant none, one
 * in 1,000 or one in 100 is 1 to 10 minutes late.
 */
public final class Clicks {
    /** 2026-01-01T00:00:00Z. */
    public static final long FIRST = 1_767_225_600_000L;

    /** How many users there are, unless something else is asked for. */
    public static final int USERS = 100_000;

    static final int OUT_OF_ORDER_MILLIS = 5_000;

    private static final double MILLIS_PER_EVENT = 0.36;
    private static final String[] TYPES = {"view", "click", "cart", "purchase"};
    private static final String COUNTRIES = "DEFRUSGBESITPLNLBEATCHSEDKNOFIPTCZIEGRHU";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom(20260101);
    private final Zipf users;
    private final Zipf pages = new Zipf(10_000, 1.0);
    private final LateEvents late;
    private final byte[] json = new byte[256];
    private long number;
    private int length;
    private int user;

    /**
     * @param late how many events are late
     * @param userCount how many users there are
     */
    public Clicks(LateEvents late, int userCount) {
        this.late = late;
        users = new Zipf(userCount, 0.8);
    }

    /** The variant without late events, of as many users as elsewhere. */
    public static Clicks clean() {
        return new Clicks(LateEvents.CLEAN, USERS);
    }

    /** Makes the next event. */
    public void next() {
        long time =
                FIRST + (long) (number++ * MILLIS_PER_EVENT) - random.nextInt(OUT_OF_ORDER_MILLIS);
        if (random.nextInt(1_000) < late.perThousand()) {
            time -= 60_000 + random.nextInt(540_000);
        }
        user = users.next(random.nextDouble());
        int type = random.nextInt(20);
        boolean purchase = type == 0;
        length = 0;
        text("{\"id\":\"");
        hex(random.nextLong(), 16);
        text("\",\"ts\":");
        number(time);
        text(",\"user\":\"u");
        digits(user, 7);
        text("\",\"type\":\"");
        text(purchase ? TYPES[3] : TYPES[type % 3]);
        text("\",\"page\":\"/p/");
        digits(pages.next(random.nextDouble()), 5);
        text("\",\"country\":\"");
        int country = 2 * random.nextInt(20);
        text(COUNTRIES.substring(country, country + 2));
        text("\",\"amount\":");
        amount(purchase ? 100 + random.nextInt(50_000) : 0);
        text(",\"session\":\"");
        hex(random.nextLong(), 8);
        text("\",\"ref\":\"https://example.org/campaign/");
        digits(random.nextInt(10_000), 4);
        text("\"}");
    }

    /** The event's user: its key. */
    public int user() {
        return user;
    }

    /** The event as JSON, a copy. */
    public byte[] json() {
        return java.util.Arrays.copyOf(json, length);
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            json[length++] = (byte) text.charAt(i);
        }
    }

    private void hex(long bits, int digits) {
        for (int i = 0; i < digits; i++) {
            json[length++] = HEX[(int) (bits >>> (60 - 4 * i)) & 15];
        }
    }

    private void digits(int value, int digits) {
        int at = length + digits;
        length = at;
        for (int rest = value; at > length - digits; rest /= 10) {
            json[--at] = (byte) ('0' + rest % 10);
        }
    }

    private void number(long value) {
        text(Long.toString(value));
    }

    private void amount(int cents) {
        number(cents / 100);
        json[length++] = '.';
        digits(cents % 100, 2);
    }

    /** Ranks 0 to n - 1, of which rank r comes with a weight of (r + 1)^-s. */
    private static final class Zipf {
        private final double[] cumulated;

        Zipf(int n, double s) {
            cumulated = new double[n];
            double sum = 0;
            for (int rank = 0; rank < n; rank++) {
                sum += Math.pow(rank + 1, -s);
                cumulated[rank] = sum;
            }
        }

        int next(double uniform) {
            double sought = uniform * cumulated[cumulated.length - 1];
            int found = java.util.Arrays.binarySearch(cumulated, sought);
            return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
        }
    }
}
