package org.tallystick.jobs.cluster;

import java.time.Duration;
import java.util.Locale;

/** One line for each scenario, among what the build prints. */
final class Report {
    private Report() {}

    static void recovered(String what, Duration after) {
        line("%s: at work again after %.1f s", what, after.toMillis() / 1000.0);
    }

    static void line(String format, Object... values) {
        System.out.println("cluster: " + String.format(Locale.ROOT, format, values));
    }
}
