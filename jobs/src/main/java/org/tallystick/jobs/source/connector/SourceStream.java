package org.tallystick.jobs.source.connector;

import java.util.function.Function;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.table.data.RowData;
import org.tallystick.jobs.archive.Known;
import org.tallystick.source.PermanentFailure;

/**
 * What a job reads of a source.
 *
 * @param source its splits are the partitions, each read in order
 * @param permanent which failures of it end the job at once
 * @param splitIds the ids of the splits that read a partition of the archive's progress
 * @param ordered whether one reader reads all, so that the order of its splits is that of events
 */
public record SourceStream<SplitT extends SourceSplit, EnumT>(
        Source<RowData, SplitT, EnumT> source,
        PermanentFailure permanent,
        Function<Known.Partition, String> splitIds,
        boolean ordered) {}
