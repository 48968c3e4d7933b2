package org.tallystick.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** One reader of a source without a job around it. */
public final class ReaderHarness<SplitT extends SourceSplit> implements AutoCloseable {
    private final Source<RowData, SplitT, ?> source;
    private final SourceReader<RowData, SplitT> reader;
    private final Output output = new Output();
    private InputStatus status = InputStatus.MORE_AVAILABLE;

    public ReaderHarness(Source<RowData, SplitT, ?> source) throws Exception {
        this.source = source;
        this.reader = source.createReader(new Context());
        reader.start();
    }

    /** Gives splits to the reader as a checkpoint would: in their serialized form. */
    public void add(List<byte[]> splits) throws Exception {
        var serializer = source.getSplitSerializer();
        var read = new ArrayList<SplitT>();
        for (byte[] each : splits) {
            read.add(serializer.deserialize(serializer.getVersion(), each));
        }
        reader.addSplits(read);
    }

    /** Hands the reader what its enumerator says. */
    public void tell(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    public boolean isIdle() {
        return output.idle;
    }

    public void noMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    /** The serialized splits as a checkpoint would hold them now. */
    public List<byte[]> snapshot() throws Exception {
        var serializer = source.getSplitSerializer();
        var written = new ArrayList<byte[]>();
        for (SplitT each : reader.snapshotState(1)) {
            written.add(serializer.serialize(each));
        }
        return written;
    }

    /** Polls until there is a row, and gives it; null when the input has ended. */
    public Emitted next() throws Exception {
        while (output.rows.isEmpty() && status != InputStatus.END_OF_INPUT) {
            reader.isAvailable().get(30, TimeUnit.SECONDS);
            status = reader.pollNext(output);
        }
        return output.rows.isEmpty() ? null : output.rows.remove(0);
    }

    /** Polls once. */
    public List<Emitted> poll() throws Exception {
        status = reader.pollNext(output);
        var rows = List.copyOf(output.rows);
        output.rows.clear();
        return rows;
    }

    public List<Emitted> rest() throws Exception {
        var rows = new ArrayList<Emitted>();
        for (var row = next(); row != null; row = next()) {
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }

    /** A row and the timestamp it was emitted with. */
    public record Emitted(RowData row, long timestamp) {}

    private static final class Output implements ReaderOutput<RowData> {
        private final List<Emitted> rows = new ArrayList<>();
        private boolean idle;

        @Override
        public void collect(RowData row) {
            throw new AssertionError("a row without a timestamp: " + row);
        }

        @Override
        public void collect(RowData row, long timestamp) {
            rows.add(new Emitted(row, timestamp));
        }

        @Override
        public SourceOutput<RowData> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {}
    }

    private static final class Context implements SourceReaderContext {
        private final SourceReaderMetricGroup metrics =
                UnregisteredMetricsGroup.createSourceReaderMetricGroup();

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return metrics;
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {
            throw new AssertionError("no split is asked for");
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
