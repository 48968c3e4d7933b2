package org.tallystick.jobs;

import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.lateness.LatenessWhatIf;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ReprocessRange;

/** How late a pipeline's archived events came, and how late other settings would have them. */
public final class LatenessJob {
    private LatenessJob() {}

    /** Counts the events of a range and waits for the end. */
    public static LatenessReport run(Plan plan, ReprocessRange range, ReprocessJob.Runner runner)
            throws Exception {
        try (var archive = ArchiveOfPlan.open(plan)) {
            var job = LatenessWhatIf.of(plan, archive, range);
            return job.found(runner.run(env -> job.define(env, archive)));
        }
    }
}
