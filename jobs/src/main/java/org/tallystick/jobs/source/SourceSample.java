package org.tallystick.jobs.source;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.files.FilesSample;

/** Reads some records of a pipeline's source without a job, and leaves it as it was. */
public final class SourceSample {
    private SourceSample() {}

    /**
     * Decodes records: the first of files; of topics a share of each partition, one after another.
     *
     * @param decoder not yet open
     * @param limit how many records at most
     * @param rows takes the row of each record, as {@link EventLayout} has it; those of a partition
     *     in its order
     * @return whether there are more
     * @throws TrialException one line, where the source cannot be read
     */
    public static boolean decode(
            SourceSpec source, EventDecoder decoder, long limit, Consumer<RowData> rows)
            throws Exception {
        return source.match(new Decoding(decoder, limit, rows)).read();
    }

    /**
     * Reads the values of records as they stand in topics.
     *
     * @param limit how many records at most
     * @param values takes them, null for one without
     * @throws TrialException one line, where they cannot be read
     */
    public static void values(SourceSpec.Kafka source, long limit, Consumer<byte[]> values)
            throws Exception {
        requireTopics(source);
        new KafkaSample(source).read(limit, record -> values.accept(record.value()));
    }

    /** A way to read that may fail. */
    private interface Reading {
        boolean read() throws Exception;
    }

    private record Decoding(EventDecoder decoder, long limit, Consumer<RowData> rows)
            implements SourceSpec.Cases<Reading> {

        @Override
        public Reading kafka(SourceSpec.Kafka spec) {
            return () -> {
                requireTopics(spec);
                var records = new KafkaRecords(decoder);
                records.open(new OutsideJobs());
                var out = new Rows(rows);
                return new KafkaSample(spec).read(limit, each -> records.deserialize(each, out));
            };
        }

        @Override
        public Reading files(SourceSpec.Files spec) {
            return () -> {
                decoder.open(new OutsideJobs());
                return new FilesSample(spec.path()).decode(decoder, limit, rows::accept);
            };
        }
    }

    private record Rows(Consumer<RowData> rows) implements Collector<RowData> {

        @Override
        public void collect(RowData row) {
            rows.accept(row);
        }

        @Override
        public void close() {}
    }

    private static void requireTopics(SourceSpec.Kafka spec) throws Exception {
        try (var kafka = new KafkaTrial(spec.properties())) {
            var topics =
                    spec.pattern().isEmpty()
                            ? spec.topics()
                            : List.copyOf(kafka.matching(Pattern.compile(spec.pattern().get())));
            kafka.look(topics, AclOperation.READ);
        }
    }

    /** What a decoder is opened with where there is no job: nobody reads what it counts. */
    private record OutsideJobs() implements InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(SourceSample.class.getClassLoader());
        }
    }
}
