package org.tallystick.source;

import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/** What a decoder is opened with in a reader. */
public record ReaderInitialization(
        MetricGroup getMetricGroup, UserCodeClassLoader getUserCodeClassLoader)
        implements InitializationContext {

    /** In a reader of this context. */
    public static ReaderInitialization of(SourceReaderContext context) {
        return new ReaderInitialization(context.metricGroup(), context.getUserCodeClassLoader());
    }
}
