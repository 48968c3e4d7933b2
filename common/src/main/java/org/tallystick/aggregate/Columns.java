package org.tallystick.aggregate;

import java.math.BigDecimal;

/**
 * One projected event: what filters, keys and aggregates read.
 *
 * <p>The first columns are the same in every pipeline; behind {@link #FIRST} come the results of
 * the pipeline's expressions. A getter is called only where {@link #isNull} is false, and only the
 * one that fits the column's {@link ValueType}.
 */
public interface Columns {

    /** Event time, epoch ms. Never null. */
    int TIME = 0;

    /** The partition's clock when the event came, epoch ms; null for its first event. */
    int PARTITION_TIME = 1;

    /** 64-bit hash of the event's identity. Never null. */
    int IDENTITY = 2;

    /** Where the pipeline's own columns begin. */
    int FIRST = 3;

    boolean isNull(int column);

    /** A column for which {@link ValueType#isLong}, in the unit that its kind states. */
    long getLong(int column);

    double getDouble(int column);

    BigDecimal getDecimal(int column);

    /** A string's UTF-8 bytes; the caller must neither change nor keep the array. */
    byte[] getUtf8(int column);

    /** Whether the ledger of the archive has counted the event, which is read again. */
    default boolean isReadAgain() {
        return false;
    }
}
