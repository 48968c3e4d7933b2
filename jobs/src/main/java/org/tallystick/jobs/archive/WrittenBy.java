package org.tallystick.jobs.archive;

import java.io.Serializable;

/**
 * Who writes to an archive, for whoever reads it later.
 *
 * @param run the run's name: the same at every restart
 * @param definition a digest of the pipeline's metrics
 * @param version the release
 */
public record WrittenBy(String run, String definition, String version) implements Serializable {}
