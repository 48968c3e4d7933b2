package org.tallystick.jobs.sql;

import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;

/**
 * A table whose rows a stream of the job brings, with its watermarks.
 *
 * @param name for plans
 * @param changes which kinds of rows there are
 * @param bounded whether it ends
 * @param rows adds the stream to a job
 */
record StreamedTable(
        String name,
        ChangelogMode changes,
        boolean bounded,
        Function<StreamExecutionEnvironment, DataStream<RowData>> rows)
        implements ScanTableSource, SupportsSourceWatermark {

    @Override
    public ChangelogMode getChangelogMode() {
        return changes;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext provider, StreamExecutionEnvironment env) {
                return rows.apply(env);
            }

            @Override
            public boolean isBounded() {
                return bounded;
            }
        };
    }

    /** The source's clocks make the stream's watermarks: there is nothing to add. */
    @Override
    public void applySourceWatermark() {}

    @Override
    public DynamicTableSource copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return name;
    }
}
