package org.tallystick.jobs;

import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;

/** The archive that jobs read which compute from it. */
final class ArchiveOfPlan {
    private ArchiveOfPlan() {}

    /**
     * Opens it, and changes nothing in it.
     *
     * @throws BadArgumentException where there is none, or not yet
     */
    static Archive open(Plan plan) throws BadArgumentException {
        var spec = plan.pipeline().archive();
        try {
            return Archive.openToRead(spec.orElseThrow(ArchiveOfPlan::noArchive), plan.layout());
        } catch (NoArchiveException e) {
            throw new BadArgumentException(e.getMessage());
        }
    }

    private static BadArgumentException noArchive() {
        return new BadArgumentException(
                "the pipeline has no archive to read: give it one under 'archive'");
    }
}
