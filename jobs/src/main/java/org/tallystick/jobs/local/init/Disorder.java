package org.tallystick.jobs.local.init;

import java.util.List;
import java.util.Locale;
import org.tallystick.jobs.lateness.RoundDurations;
import org.tallystick.jobs.local.sample.Lags;
import org.tallystick.pipeline.Events;
import org.tallystick.text.Durations;

/**
 * The out-of-orderness with which all events of a sample count, and why.
 *
 * @param millis ms
 * @param why sentences, one a line
 */
record Disorder(long millis, List<String> why) {
    private static final long MINUTE = 60_000;
    private static final long LONGEST = Events.LONGEST.toMillis();

    static Disorder of(Lags lags) {
        long largest = lags.largest();
        if (largest == 0) {
            return new Disorder(
                    MINUTE,
                    List.of("The sample is in order: a minute is for what is still to come."));
        }
        long round = RoundDurations.atLeast(largest);
        if (largest > LONGEST) {
            return new Disorder(
                    round,
                    List.of(
                            "This is the most that a pipeline takes. Some events of the sample lag more than that",
                            "and will be late: sort it by time, or see whether its first events have wrong times."));
        }
        if (lags.isNewestFirst()) {
            return new Disorder(
                    round,
                    List.of(
                            "The sample is newest first: by its own clock all of it would be late. This is as",
                            "long as all of the sample, so that every event counts, and nothing is published",
                            "before the end. Sort it by time, oldest first, to have less."));
        }
        if (2 * largest > lags.span()) {
            return new Disorder(
                    round,
                    List.of(
                            "The sample is in no order of time. This is about as long as all of it, so that every",
                            "event counts, and nothing is published before the end. Sort it by time to have less."));
        }
        return new Disorder(round, List.of(usual(lags)));
    }

    private static String usual(Lags lags) {
        return String.format(
                Locale.ROOT,
                "The largest lag in the sample is %s; 99 %% of it lags by %s at most.",
                Durations.text(lags.largest()),
                Durations.text(lags.at(0.99)));
    }
}
