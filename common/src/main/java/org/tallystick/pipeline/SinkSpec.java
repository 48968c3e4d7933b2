package org.tallystick.pipeline;

import java.util.HashMap;
import java.util.Map;

/** Where results are published. A kind of sink has a class of its own. */
public interface SinkSpec {
    /** Where cells go that a sink refuses for themselves, unless the sink says where. */
    String REJECTED_CELLS = "data/rejected-cells";

    /** Where it writes to. A pipeline has one sink for each target. */
    SinkTarget target();

    /**
     * Names and values of what its client is set up with, addresses among them; may hold secrets.
     */
    Map<String, String> settings();

    /** The folders that it writes to, by the keys that name them; none where it has none. */
    Map<String, String> folders();

    /**
     * A Kafka topic: key is the cell, value its JSON, null (a tombstone) on retraction.
     *
     * @param transactional whether records become visible only with the checkpoint
     * @param properties the Kafka producer's, with {@code bootstrap.servers}; may hold secrets
     * @param rejectedCells the folder of cells that no record can hold
     */
    record Kafka(
            String topic,
            boolean transactional,
            Map<String, String> properties,
            String rejectedCells)
            implements SinkSpec {

        /** With the usual folder of rejected cells. */
        public Kafka(String topic, boolean transactional, Map<String, String> properties) {
            this(topic, transactional, properties, REJECTED_CELLS);
        }

        @Override
        public Map<String, String> settings() {
            return properties;
        }

        @Override
        public Map<String, String> folders() {
            return Map.of("rejected-cells", rejectedCells);
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.kafka(topic, properties);
        }

        /** Keeps {@code properties} out of logs: they may hold secrets. */
        @Override
        public String toString() {
            return "kafka " + topic;
        }
    }

    /**
     * PostgreSQL or MariaDB: one table a metric, made on first use, upserts on the cell key.
     *
     * @param properties the driver's: {@code user}, {@code password}, ...; may hold secrets
     * @param hypertable whether the tables are TimescaleDB's, partitioned by the windows' start
     * @param rejectedCells the folder of cells that a table refuses
     * @param onRefusal what happens to those
     */
    record Jdbc(
            String url,
            Map<String, String> properties,
            boolean hypertable,
            String rejectedCells,
            OnRefusal onRefusal)
            implements SinkSpec {

        /** With plain tables, where cells that are refused are put aside. */
        public Jdbc(String url, Map<String, String> properties, String rejectedCells) {
            this(url, properties, false, rejectedCells, OnRefusal.KEEP);
        }

        /** With the usual folder of rejected cells. */
        public Jdbc(String url, Map<String, String> properties) {
            this(url, properties, REJECTED_CELLS);
        }

        @Override
        public Map<String, String> settings() {
            var all = new HashMap<>(properties);
            all.put("url", url);
            return all;
        }

        @Override
        public Map<String, String> folders() {
            return Map.of("rejected-cells", rejectedCells);
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.jdbc(url, properties);
        }

        /** Keeps credentials out of logs. */
        @Override
        public String toString() {
            return "jdbc";
        }
    }

    /** JSON lines in a folder of any Flink file system. */
    record Files(String path) implements SinkSpec {

        @Override
        public Map<String, String> settings() {
            return Map.of("path", path);
        }

        @Override
        public Map<String, String> folders() {
            return Map.of("path", path);
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.files(path);
        }
    }

    /** JSON lines on standard output. */
    record Print() implements SinkSpec {

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public Map<String, String> folders() {
            return Map.of();
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.print();
        }
    }
}
