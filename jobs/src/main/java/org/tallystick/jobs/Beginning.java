package org.tallystick.jobs;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.source.connector.SourceStart;

/**
 * Where a live job begins, so that a position is archived once.
 *
 * <p>From a savepoint, the windows see again what they saw since; the archive does not take it a
 * second time. Without one, what the archive holds is not read again: so windows that may have had
 * events of it are not published, since they would be partial.
 *
 * @param archived what the archive does not take again
 * @param sources what the sources do not read again
 * @param windowsSince windows that begin before are not published, epoch ms; {@link Long#MIN_VALUE}
 *     if all are
 * @param windowsPublished of these, windows that end at this time or before were published by
 *     earlier runs, epoch ms; {@link Long#MIN_VALUE} if that cannot be told
 */
record Beginning(Known archived, SourceStart sources, long windowsSince, long windowsPublished) {

    /**
     * Decides it.
     *
     * @param known what the archive holds
     * @throws BadArgumentException where the sources would begin at a place that does not fit it,
     *     or there is nothing to resume
     */
    static Beginning of(StreamExecutionEnvironment env, Plan plan, LiveOptions options, Known known)
            throws BadArgumentException, IOException {
        if (options.resumeLatest()) {
            resumeLatest(env, options, known);
        }
        boolean resumed =
                env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent();
        if (resumed || known.isEmpty()) {
            var everything = new SourceStart(options.bounded(), resumed, Known.NOTHING, known);
            return new Beginning(known, everything, Long.MIN_VALUE, Long.MIN_VALUE);
        }
        long since = known.seenUntil().orElse(Long.MIN_VALUE);
        if (!mayBeRecovered(env)) {
            Sources.compare(plan.pipeline(), known, options.skipKnown()).forEach(options.tell());
            tellOfWindows(since, options);
        }
        var unknown = new SourceStart(options.bounded(), false, known, known);
        return new Beginning(
                known, unknown, since, known.definitions().publishedUntil(plan.definition()));
    }

    /**
     * With high availability, a JobManager that takes over runs this again, and then finds the
     * job's state by itself. If there is none, what the archive holds is passed over.
     */
    private static boolean mayBeRecovered(StreamExecutionEnvironment env) {
        var settings = Configuration.fromMap(env.getConfiguration().toMap());
        return HighAvailabilityMode.isHighAvailabilityModeActivated(settings);
    }

    private static void tellOfWindows(long since, LiveOptions options) {
        if (since != Long.MIN_VALUE) {
            options.tell()
                    .accept(
                            "This run starts without a savepoint: windows that begin before %s may have events that only the archive has; 'reprocess --stale --mode correct' publishes them"
                                    .formatted(Instant.ofEpochMilli(since)));
        }
    }

    private static void resumeLatest(
            StreamExecutionEnvironment env, LiveOptions options, Known known)
            throws BadArgumentException, IOException {
        var path = LatestState.of(env.getConfiguration(), known.jobs());
        options.tell().accept("Going on from " + path);
        env.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    }
}
