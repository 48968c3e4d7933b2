package org.tallystick.jobs.source;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;
import org.tallystick.source.files.FilesSample;

/** Reads some records of a pipeline's source without a job, and leaves it as it was. */
public final class SourceSample {
    private SourceSample() {}

    /**
     * Reads records: the first of files; of topics a share of each partition, one after another.
     *
     * @param decoder an {@link #opened} one of the source's, which knows where records end; others
     *     of the same format may decode them
     * @param limit how many records at most
     * @param records takes them, those of a partition in its order
     * @return whether there are more
     * @throws TrialException one line, where the source cannot be read
     */
    public static boolean read(
            SourceSpec source, EventDecoder decoder, long limit, Consumer<RawRecord> records)
            throws Exception {
        return source.match(new Readings(decoder, limit, records)).read();
    }

    /** The decoder, ready to decode where there is no job: nobody reads what it counts. */
    public static EventDecoder opened(EventDecoder decoder) throws Exception {
        decoder.open(new OutsideJobs());
        return decoder;
    }

    /** The name of the partition by whose clock a record goes: all files are one. */
    public static String partition(SourceSpec source, RawRecord record) {
        var partition = record.partition();
        return PartitionNaming.of(source).name(partition.topic().toString(), partition.number());
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

    /** A way to read that may fail; true where there are more records. */
    private interface Reading {
        boolean read() throws Exception;
    }

    private record Readings(EventDecoder decoder, long limit, Consumer<RawRecord> records)
            implements SourceSpec.Cases<Reading> {

        @Override
        public Reading kafka(SourceSpec.Kafka spec) {
            return () -> {
                requireTopics(spec);
                var kafka = new KafkaRecords(decoder);
                kafka.open(new OutsideJobs());
                return new KafkaSample(spec).read(limit, each -> records.accept(kafka.raw(each)));
            };
        }

        @Override
        public Reading files(SourceSpec.Files spec) {
            return () -> {
                var first = new First(limit, records);
                new FilesSample(spec.path()).read(decoder, first);
                return first.more;
            };
        }
    }

    /** Hands so many on, and looks at one behind them. */
    private static final class First implements Predicate<RawRecord> {
        private final Consumer<RawRecord> records;
        private long left;
        private boolean more;

        First(long limit, Consumer<RawRecord> records) {
            this.records = records;
            left = limit;
        }

        @Override
        public boolean test(RawRecord record) {
            more = left == 0;
            if (!more) {
                left--;
                records.accept(record);
            }
            return !more;
        }
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
