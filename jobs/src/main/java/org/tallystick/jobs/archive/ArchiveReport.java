package org.tallystick.jobs.archive;

/**
 * What an archive holds, for a report.
 *
 * @param events accepted events, late ones too
 * @param rejects inputs that could not become an event, and have not become one since
 * @param metricRejects events that a metric did without since an expression failed, one for each
 *     such metric
 * @param late events that windows went without, one for each kind of window of a metric
 * @param duplicates events dropped as repeats
 * @param cells cells that stand: published and not retracted
 * @param versions publications and retractions of cells
 */
public record ArchiveReport(
        long events,
        long rejects,
        long metricRejects,
        long late,
        long duplicates,
        long cells,
        long versions) {}
