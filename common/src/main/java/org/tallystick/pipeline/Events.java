package org.tallystick.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tallystick.event.TimeForm;

/**
 * How inputs become events.
 *
 * @param schema the event schema, an Avro record schema as JSON text
 * @param time the event-time field
 * @param timeForm how it is written
 * @param id the fields that identify an event; none for its source position
 * @param outOfOrderness how far behind its partition's clock an event is still expected
 * @param idleTimeout after how long without input a partition no longer holds the watermark back
 * @param idleAdvance how far behind the clock the watermark goes on while all partitions are idle;
 *     empty if it waits for them
 * @param allowedLateness how long after its end a window is still revised
 * @param deduplicate the event-time horizon within which a repeat of an id is dropped, if any
 * @param maxAhead how far event time may be ahead of the record's own timestamp (its broker or file
 *     time) before the record is rejected
 * @param maxBytes the size of the largest record that is decoded
 */
public record Events(
        String schema,
        String time,
        TimeForm timeForm,
        List<String> id,
        Duration outOfOrderness,
        Duration idleTimeout,
        Optional<Duration> idleAdvance,
        Duration allowedLateness,
        Optional<Duration> deduplicate,
        Duration maxAhead,
        long maxBytes) {

    /**
     * How far ahead a pipeline lets events be that says nothing: what Kafka's brokers refuse of
     * themselves; clocks of producers are off by far less.
     */
    public static final Duration MAX_AHEAD = Duration.ofHours(1);

    /** The size of the largest record of a pipeline that says nothing, bytes. */
    public static final long MAX_BYTES = 1L << 20;

    /** The longest duration that a pipeline takes. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    public Events {
        id = List.copyOf(id);
    }
}
