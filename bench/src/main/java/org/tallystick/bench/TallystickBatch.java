package org.tallystick.bench;

import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;

/** The computing half of {@link org.tallystick.jobs.ReprocessJob}, with its results digested. */
final class TallystickBatch implements Peer {
    @Override
    public boolean answers(Query query) {
        return true;
    }

    @Override
    public void run(Setup setup) throws Exception {
        var plan = Pipelines.plan(setup, true);
        var env = FlinkRuntime.batch(setup);
        try (var archive = Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
            Reprocessing.of(plan, archive, ReprocessRange.ALL, Mode.AUDIT)
                    .compute(env, archive)
                    .sinkTo(CellDigest.of(setup))
                    .uid("digest");
            env.execute(plan.pipeline().name());
            FinalCells.digest();
        }
    }
}
