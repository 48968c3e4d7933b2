package org.tallystick.source.format;

import java.util.Map;
import java.util.Optional;
import org.tallystick.event.TimeColumns;

/**
 * How bytes become columns. There is one of these for each format, which needs no other line than
 * its own in the list of formats.
 */
public interface EventFormat {

    /** As a pipeline names it; its options have this and a dot before their names. */
    String name();

    /** The names of its options, and what each is for, in the order in which to tell them. */
    Map<String, String> options();

    /**
     * Whether its timestamps are texts or numbers, which {@link TimeColumns} reads; else they are
     * what the schema's types say.
     */
    default boolean readsTimes() {
        return false;
    }

    /** Whether files of it can be read record by record. */
    boolean isForFiles();

    /**
     * What makes rows of its records.
     *
     * @throws InvalidOptionException where an option is missing or wrong
     * @throws IllegalArgumentException where the schema has what the format does not; the message
     *     is one line
     */
    RecordRows rows(FormatUse use);

    /** Another server that it needs besides the one that records come from. */
    default Optional<FormatServer> server(Map<String, String> options) {
        return Optional.empty();
    }
}
