package org.tallystick.source;

import java.util.OptionalLong;

/**
 * A record as a source reads it.
 *
 * @param bytes the record; of one over the size limit at least the bytes up to the limit; null for
 *     a Kafka record without value
 * @param head what its file begins with that is no record but says how the records are written, the
 *     same object for all of them; or null
 * @param size how many bytes the whole record has
 * @param damage why the source could not read all of it, or null
 * @param partition where it is from
 * @param offset the partition's offset; in a file the number of the line or record, from 0
 * @param timestamp the record's own time, epoch ms: when the broker or its writer dated it, when
 *     the file was written
 * @param readAt when it was read, epoch ms
 * @param envelope what came with the value, where the decoder asks for that; or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
public record RawRecord(
        byte[] bytes,
        byte[] head,
        long size,
        String damage,
        PartitionName partition,
        long offset,
        OptionalLong timestamp,
        long readAt,
        Envelope envelope) {}
