package org.tallystick.source;

import java.util.List;

/**
 * What a record has besides its value.
 *
 * @param key its key, or null
 * @param headers in their order; names may come more than once
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
public record Envelope(byte[] key, List<Header> headers) {

    /**
     * One header.
     *
     * @param value its bytes, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // likewise
    public record Header(String name, byte[] value) {}
}
