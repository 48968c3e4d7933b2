package org.tallystick.jobs.lateness;

import java.io.Serializable;

/** What several subtasks count, each by itself, and is added up when they end. */
interface Mergeable<T> extends Serializable {

    /** Adds what another has counted, which stays as it is. */
    void merge(T other);
}
