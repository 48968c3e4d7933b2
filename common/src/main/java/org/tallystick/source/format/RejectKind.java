package org.tallystick.source.format;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with a record that cannot become an event; rejects are counted by it. */
public enum RejectKind {
    /** A Kafka record without a value, which marks a key as deleted. */
    TOMBSTONE,
    /** A value of no bytes. */
    EMPTY,
    /** Larger than the pipeline allows. */
    SIZE,
    /** The file that it comes from is damaged. */
    DAMAGED,
    /** Removed before it could be read; the reject stands for all of a row of them. */
    LOST,
    /** Not of the format, or not of the schema. */
    FORMAT,
    /** A field has a value that the schema does not allow. */
    FIELD,
    /** No event time, or none that can be. */
    TIME,
    /** Dated too far ahead of the record's own timestamp. */
    AHEAD,
    /** No identity. */
    IDENTITY;

    /** The kind of a word; empty if no kind has that word. */
    public static Optional<RejectKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * Whether a reject of this kind has all the bytes of one record, so that it may be decoded
     * another time.
     */
    public boolean isWhole() {
        return switch (this) {
            case TOMBSTONE, EMPTY, SIZE, DAMAGED, LOST -> false;
            case FORMAT, FIELD, TIME, AHEAD, IDENTITY -> true;
        };
    }

    /** As metrics and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
