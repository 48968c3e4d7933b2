package org.tallystick.jobs.archive;

import java.io.Serializable;

/**
 * What a run that judged windows was: which halves it compared, and by which definition.
 *
 * @param run names it
 * @param version the release
 * @param definition a digest of the pipeline, as of {@link WrittenBy}
 * @param snapshots of the archive's tables, by name, as JSON
 * @param positions which records of the source the archive held, by partition, as JSON
 * @param from the beginning of its range, epoch ms, inclusive; null for no beginning
 * @param to the end of its range, epoch ms, exclusive; null for no end
 */
public record Certificate(
        String run,
        String version,
        String definition,
        String snapshots,
        String positions,
        Long from,
        Long to)
        implements Serializable {}
