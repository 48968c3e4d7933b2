package org.tallystick.source.format;

/**
 * A record of a file that is no text.
 *
 * @param number its number in the file, from 0
 * @param bytes the record; of what cannot be read all that there is of it
 * @param damage why it cannot be read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
public record ContainerRecord(long number, byte[] bytes, String damage) {}
