package org.tallystick.jobs.archive;

import java.io.Serializable;

/** When a job commits what it has written, and beside whom. */
sealed interface CommitTimes extends Serializable {

    /** A live job: at checkpoints, all tables together. */
    record AtCheckpoints() implements CommitTimes {}

    /** Corrections of results: at the end, whatever a live job does meanwhile. */
    record AtTheEnd() implements CommitTimes {}

    /**
     * A replay of rejects: at the end, all tables together.
     *
     * @param readAt the snapshot of events that it has read
     */
    record AsReplay(long readAt) implements CommitTimes {}
}
