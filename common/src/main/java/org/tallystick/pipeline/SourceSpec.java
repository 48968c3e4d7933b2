package org.tallystick.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where events come from. */
public sealed interface SourceSpec {

    /** How a record's bytes are written. */
    enum Format {
        JSON,
        AVRO,
        AVRO_CONFLUENT,
        CSV
    }

    Format format();

    /** Settings of the format, as Flink names them below the format's name: {@code csv.x} is x. */
    Map<String, String> formatOptions();

    /**
     * Kafka topics.
     *
     * @param topics their names; empty where a pattern is given
     * @param pattern a regular expression over topic names, matched as topics come and go
     * @param start where to begin without a checkpoint
     * @param properties the Kafka consumer's, with {@code bootstrap.servers}; may hold secrets
     */
    record Kafka(
            List<String> topics,
            Optional<String> pattern,
            Start start,
            Format format,
            Map<String, String> formatOptions,
            Map<String, String> properties)
            implements SourceSpec {

        /** Keeps {@code properties} out of logs: they may hold secrets. */
        @Override
        public String toString() {
            return "kafka " + pattern.orElseGet(() -> String.join(", ", topics));
        }
    }

    /**
     * Files of lines, plain or gzip ({@code .gz}), read one after another in the order of their
     * names as if they were one partition.
     *
     * @param path a file or a folder, any Flink file system
     * @param watch how often to look for new files; empty reads what is there and ends
     */
    record Files(
            String path, Optional<Duration> watch, Format format, Map<String, String> formatOptions)
            implements SourceSpec {

        @Override
        public String toString() {
            return "files " + path + watch.map(it -> ", watched").orElse("");
        }
    }

    /** Where to begin reading a topic. */
    sealed interface Start {
        /** At the group's committed offsets, or the earliest where there are none. */
        record Committed() implements Start {}

        record Earliest() implements Start {}

        record Latest() implements Start {}

        /** At the first record whose own timestamp is at or after this one. */
        record At(Instant timestamp) implements Start {}
    }
}
