package org.tallystick.jobs.archive;

import java.io.Serializable;

/**
 * Who writes to an archive, for whoever reads it later.
 *
 * @param run the run's name: the same at every restart
 * @param definition a digest of the pipeline's metrics
 * @param deduplicateMillis within which event time repeats of an id were dropped, ms; 0 if they
 *     were not
 * @param version the release
 */
public record WrittenBy(String run, String definition, long deduplicateMillis, String version)
        implements Serializable {}
