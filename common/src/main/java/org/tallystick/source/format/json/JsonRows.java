package org.tallystick.source.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RecordRows;

/**
 * JSON records, one object each, as rows; see {@link JsonValue} for what is of which type.
 *
 * <p>Flink's own JSON format would take 1.5 for the BIGINT 1, {@code "yes"} for false, a decimal
 * that does not fit and a missing field for null: wrong values that nobody would ever notice. To
 * check a record and then have it read by Flink took two passes over it, which was a third of the
 * time of a simple pipeline; and the parser, nearly half of what was left. Hence {@link PlainJson}
 * for what it can read, and the parser for the rest.
 */
final class JsonRows implements RecordRows {
    private final EventSchema schema;
    private final TimeColumns times;
    private final int width;
    private final int[] unread;
    private transient JsonFactory factory;
    private transient JsonValue.Fields fields;
    private transient PlainJson plain;

    /**
     * @param times how its timestamps are written
     * @param width how many fields the rows have; those beyond the type's are left null
     * @param unread fields, all texts, that have some text or other in the rows
     */
    JsonRows(EventSchema schema, TimeColumns times, int width, int[] unread) {
        this.schema = schema;
        this.times = times;
        this.width = width;
        this.unread = unread;
    }

    @Override
    public void open() {
        factory = new JsonFactory();
        fields = JsonValue.record(JsonColumn.of(schema, times), width, unread);
        plain = new PlainJson();
    }

    @Override
    public GenericRowData read(byte[] message, byte[] head) throws IOException {
        try {
            return plain(message);
        } catch (NotPlainException e) {
            return parsed(message);
        }
    }

    /** What {@link PlainJson} makes of a record: the same, where it can. */
    GenericRowData plain(byte[] message) throws NotPlainException {
        plain.open(message);
        var row = fields.read(plain);
        plain.close();
        return row;
    }

    /**
     * The record's characters, without a mark of the byte order. The parser would take overlong
     * forms and halves of characters for what they look like, and two bytes each for UTF-16.
     */
    private static String text(byte[] message) throws BadRecordException {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadRecordException("not UTF-8, which JSON has to be");
        }
    }

    /** What the parser makes of a record, plain or not. */
    GenericRowData parsed(byte[] message) throws IOException {
        try (var parser = factory.createParser(text(message))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            var row = fields.read(parser, "");
            if (parser.nextToken() != null) {
                throw new BadRecordException("something follows the JSON object");
            }
            return row;
        }
    }
}
