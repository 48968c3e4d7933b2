package org.tallystick.pipeline;

import java.util.Map;

/** Where results are published. */
public sealed interface SinkSpec {
    /** Where cells go that a sink refuses for themselves, unless the sink says where. */
    String REJECTED_CELLS = "data/rejected-cells";

    /** What to do with each kind of sink. */
    interface Cases<R> {
        R kafka(Kafka sink);

        R jdbc(Jdbc sink);

        R files(Files sink);

        R print(Print sink);
    }

    /** Where it writes to. A pipeline has one sink for each target. */
    SinkTarget target();

    /** Takes the case that fits. A new kind of sink gets a case, and then everyone must have it. */
    <R> R match(Cases<R> cases);

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
        public <R> R match(Cases<R> cases) {
            return cases.kafka(this);
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
     * PostgreSQL: one table a metric, made on first use, upserts on the cell key.
     *
     * @param properties the driver's: {@code user}, {@code password}, ...; may hold secrets
     * @param rejectedCells the folder of cells that a table refuses
     */
    record Jdbc(String url, Map<String, String> properties, String rejectedCells)
            implements SinkSpec {

        /** With the usual folder of rejected cells. */
        public Jdbc(String url, Map<String, String> properties) {
            this(url, properties, REJECTED_CELLS);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.jdbc(this);
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
        public <R> R match(Cases<R> cases) {
            return cases.files(this);
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.files(path);
        }
    }

    /** JSON lines on standard output. */
    record Print() implements SinkSpec {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.print(this);
        }

        @Override
        public SinkTarget target() {
            return SinkTarget.print();
        }
    }
}
