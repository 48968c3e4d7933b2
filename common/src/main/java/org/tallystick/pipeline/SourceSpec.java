package org.tallystick.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where events come from. A kind of source has a class of its own. */
public interface SourceSpec {

    /**
     * Names and values of what its client is set up with, addresses among them; may hold secrets.
     */
    Map<String, String> settings();

    /** Whether a record is a part of a file, which its format has to find the end of. */
    default boolean isOfFiles() {
        return false;
    }

    /** The name of how a record's bytes are written. */
    String format();

    /** What to take of a record besides its value. */
    default Carried carried() {
        return Carried.VALUE_ALONE;
    }

    /** Settings of the format, by their names below that of the format: {@code csv.x} is x. */
    Map<String, String> formatOptions();

    /**
     * Kafka topics.
     *
     * @param topics their names; empty where a pattern is given
     * @param pattern a regular expression over topic names, matched as topics come and go
     * @param start where to begin without a checkpoint
     * @param onGap what to do where records were removed before they were read
     * @param carried what to take of a record besides its value
     * @param properties the Kafka consumer's, with {@code bootstrap.servers}; may hold secrets
     */
    record Kafka(
            List<String> topics,
            Optional<String> pattern,
            Start start,
            OnGap onGap,
            Carried carried,
            String format,
            Map<String, String> formatOptions,
            Map<String, String> properties)
            implements SourceSpec {

        @Override
        public Map<String, String> settings() {
            return properties;
        }

        /** Keeps {@code properties} out of logs: they may hold secrets. */
        @Override
        public String toString() {
            return "kafka " + pattern.orElseGet(() -> String.join(", ", topics));
        }
    }

    /**
     * Files of lines, read one after another in the order of their names as if they were one
     * partition.
     *
     * @param path a file, a folder, or a path with wildcards, on any Flink file system
     * @param watch how often to look for what is new; empty reads what is there and ends
     */
    record Files(
            String path, Optional<Duration> watch, String format, Map<String, String> formatOptions)
            implements SourceSpec {

        @Override
        public Map<String, String> settings() {
            return Map.of("path", path);
        }

        @Override
        public boolean isOfFiles() {
            return true;
        }

        @Override
        public String toString() {
            return "files " + path + watch.map(it -> ", watched").orElse("");
        }
    }

    /** What to do where records were removed before they were read. */
    enum OnGap {
        /** End the run, in one line. */
        STOP,
        /** Go on behind them; a reject of the kind {@code lost} stands for them. */
        CONTINUE
    }

    /**
     * What to take of a record besides its value.
     *
     * @param skipsTombstones whether records without a value are passed over; else they are rejects
     * @param keyField the field of the event schema that is the record's key, if any is
     * @param headersField the one that is its headers
     */
    record Carried(
            boolean skipsTombstones, Optional<String> keyField, Optional<String> headersField) {
        /** Nothing; records without a value are rejects. */
        public static final Carried VALUE_ALONE =
                new Carried(false, Optional.empty(), Optional.empty());
    }

    /** Where to begin reading a topic. */
    sealed interface Start extends Serializable {

        /** What to do with each place to begin. */
        interface Places<R> {
            R committed();

            R earliest();

            R latest();

            R at(Instant timestamp);
        }

        /** Takes the one that fits. */
        <R> R match(Places<R> places);

        /** At the group's committed offsets, or the earliest where there are none. */
        record Committed() implements Start {

            @Override
            public <R> R match(Places<R> places) {
                return places.committed();
            }
        }

        record Earliest() implements Start {

            @Override
            public <R> R match(Places<R> places) {
                return places.earliest();
            }
        }

        record Latest() implements Start {

            @Override
            public <R> R match(Places<R> places) {
                return places.latest();
            }
        }

        /** At the first record whose own timestamp is at or after this one. */
        record At(Instant timestamp) implements Start {

            @Override
            public <R> R match(Places<R> places) {
                return places.at(timestamp);
            }
        }
    }
}
