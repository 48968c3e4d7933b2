package org.tallystick.oracle;

import java.util.OptionalLong;

/**
 * One event as a source would hand it over.
 *
 * @param partition the source partition, from 0
 * @param offset its place in the partition, from 0
 * @param time event time, epoch ms
 * @param clock the largest event time in the partition at smaller offsets, epoch ms; empty for the
 *     partition's first event
 * @param key the metric's key; may be null
 * @param longValue an argument for aggregates; may be null
 * @param doubleValue an argument for aggregates; may be null
 * @param text an argument for aggregates; may be null
 * @param identity the hash of its identity; a repeat has the same
 */
public record OracleEvent(
        int partition,
        long offset,
        long time,
        OptionalLong clock,
        String key,
        Long longValue,
        Double doubleValue,
        String text,
        long identity) {

    /** The same event, delivered once more at another place of its partition. */
    OracleEvent repeatedAt(long newOffset, OptionalLong newClock) {
        return new OracleEvent(
                partition, newOffset, time, newClock, key, longValue, doubleValue, text, identity);
    }
}
