package org.tallystick.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What a record came with besides its bytes, as a text that is kept with a reject: without it, the
 * bytes could not be decoded a second time, or not with the same verdict.
 *
 * <p>The text is a JSON object, bytes in Base64: {@code timestamp} in epoch ms, {@code head},
 * {@code key}, and {@code headers} as pairs of name and value. What was not there is not in it, and
 * of a record without anything it is an empty object.
 *
 * @param timestamp the record's own time, epoch ms
 * @param head what its file begins with that is no record; or null
 * @param envelope key and headers, where they were asked for; or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
public record Carriage(OptionalLong timestamp, byte[] head, Envelope envelope) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Carriage of(RawRecord record) {
        return new Carriage(record.timestamp(), record.head(), record.envelope());
    }

    /** As a reject has it. */
    String text() {
        var members = JSON.createObjectNode();
        timestamp.ifPresent(millis -> members.put("timestamp", millis));
        if (head != null) {
            members.put("head", head);
        }
        if (envelope != null) {
            if (envelope.key() != null) {
                members.put("key", envelope.key());
            }
            headers(members.putArray("headers"));
        }
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, texts and bytes have JSON forms", e);
        }
    }

    private void headers(ArrayNode pairs) {
        for (var header : envelope.headers()) {
            pairs.addArray().add(header.name()).add(header.value());
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IOException where it is something else
     */
    public static Carriage parse(String text) throws IOException {
        var members = JSON.readTree(text);
        return new Carriage(
                members.has("timestamp")
                        ? OptionalLong.of(members.get("timestamp").longValue())
                        : OptionalLong.empty(),
                bytes(members.get("head")),
                members.has("headers")
                        ? new Envelope(bytes(members.get("key")), headers(members.get("headers")))
                        : null);
    }

    private static List<Envelope.Header> headers(JsonNode pairs) throws IOException {
        var headers = new ArrayList<Envelope.Header>();
        for (var pair : pairs) {
            headers.add(new Envelope.Header(pair.get(0).textValue(), bytes(pair.get(1))));
        }
        return headers;
    }

    private static byte[] bytes(JsonNode member) throws IOException {
        return member == null || member.isNull() ? null : member.binaryValue();
    }
}
