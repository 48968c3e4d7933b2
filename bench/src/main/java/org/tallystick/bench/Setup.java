package org.tallystick.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * What a peer is to do.
 *
 * @param events how many
 * @param topic where they are
 * @param bootstrap the broker, host:port
 * @param archive the folder of the Iceberg archive with the same events
 * @param scratch a folder for checkpoints, emptied before each run
 * @param options what else was asked for, such as {@code state=rocksdb}
 */
public record Setup(
        Query query,
        long events,
        String topic,
        String bootstrap,
        Path archive,
        Path scratch,
        Map<String, String> options) {
    static final int PARALLELISM = 2;
    public static final int PARTITIONS = 4;

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    int parallelism() {
        return Integer.parseInt(option("parallelism", Integer.toString(PARALLELISM)));
    }

    /** A pattern for the archive's data files. */
    String parquet() {
        return archive.resolve("warehouse/bench/events/data") + "/**/*.parquet";
    }

    /** What every peer's Kafka consumer is made with. */
    Properties consumer() {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("interceptor.classes", MeteredRecords.class.getName());
        properties.put("fetch.max.bytes", "52428800");
        properties.put("max.partition.fetch.bytes", "4194304");
        properties.put("max.poll.records", "2000");
        return properties;
    }
}
