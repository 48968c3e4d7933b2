package org.tallystick.pipeline;

import java.util.Map;

/** Where results are published. */
public sealed interface SinkSpec {

    /**
     * A Kafka topic: key is the cell, value its JSON, null (a tombstone) on retraction.
     *
     * @param transactional whether records become visible only with the checkpoint
     * @param properties the Kafka producer's, with {@code bootstrap.servers}; may hold secrets
     */
    record Kafka(String topic, boolean transactional, Map<String, String> properties)
            implements SinkSpec {

        /** Keeps {@code properties} out of logs: they may hold secrets. */
        @Override
        public String toString() {
            return "kafka " + topic;
        }
    }

    /**
     * PostgreSQL: one table a metric, made on first use, upserts on the cell key.
     *
     * @param properties the driver's: {@code user}, {@code password}, ...; may hold secrets
     */
    record Jdbc(String url, Map<String, String> properties) implements SinkSpec {

        /** Keeps credentials out of logs. */
        @Override
        public String toString() {
            return "jdbc";
        }
    }

    /** JSON lines in a folder of any Flink file system. */
    record Files(String path) implements SinkSpec {}

    /** JSON lines on standard output. */
    record Print() implements SinkSpec {}
}
