package org.tallystick.jobs.local.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;

/**
 * JSON whose records are not a line each: an array of them, an object with such an array somewhere
 * in it, as GeoJSON is, or objects one after another.
 *
 * <p>Of several arrays the one with the most objects has the records. It is read as a stream, so
 * its size does not matter.
 */
final class JsonDocument {
    private static final JsonFactory FACTORY = new JsonFactory().setRootValueSeparator("\n");

    private final JsonParser parser;
    private final Visitor visitor;

    private JsonDocument(JsonParser parser, Visitor visitor) {
        this.parser = parser;
        this.visitor = visitor;
    }

    /**
     * Where the records of a document are.
     *
     * @param path the members that lead to their array; none where that is the document
     * @param values how many values the document has; of several, each is a record
     */
    record Place(List<String> path, int values) {

        boolean isArray() {
            return values == 1;
        }

        /** As a person would say it. */
        String text() {
            if (!isArray()) {
                return "each object";
            }
            return path.isEmpty()
                    ? "the elements of its array"
                    : "the elements of its array '" + String.join(".", path) + "'";
        }
    }

    /** What to do with an array, of which the parser has begun to read. */
    private interface Visitor {
        void array(JsonParser parser, List<String> path) throws IOException;
    }

    /**
     * Looks where the records are.
     *
     * @throws IOException where it is no JSON, or has no records
     */
    static Place place(InputStream in) throws IOException {
        var largest = new Largest();
        try (var parser = FACTORY.createParser(in)) {
            int values = 0;
            while (parser.nextToken() != null) {
                new JsonDocument(parser, largest).value(new ArrayList<>());
                values++;
            }
            if (values < 2 && largest.objects == 0) {
                throw new IOException("it has no array of objects");
            }
            return new Place(largest.path, values);
        }
    }

    private static final class Largest implements Visitor {
        private List<String> path = List.of();
        private long objects;

        @Override
        public void array(JsonParser parser, List<String> at) throws IOException {
            long found = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                found += parser.currentToken() == JsonToken.START_OBJECT ? 1 : 0;
                parser.skipChildren();
            }
            if (found > objects) {
                objects = found;
                path = List.copyOf(at);
            }
        }
    }

    /** Writes the records as lines, every number as it was written. */
    static void copy(InputStream in, Place place, OutputStream out) throws IOException {
        try (var parser = FACTORY.createParser(in);
                var generator = FACTORY.createGenerator(out)) {
            var copy = new Copy(place.path(), generator);
            while (parser.nextToken() != null) {
                if (place.isArray()) {
                    new JsonDocument(parser, copy).value(new ArrayList<>());
                } else {
                    copy.record(parser);
                }
            }
            generator.writeRaw('\n');
        }
    }

    private static final class Copy implements Visitor {
        private final List<String> path;
        private final JsonGenerator out;

        Copy(List<String> path, JsonGenerator out) {
            this.path = path;
            this.out = out;
        }

        @Override
        public void array(JsonParser parser, List<String> at) throws IOException {
            boolean wanted = at.equals(path);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (wanted) {
                    record(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        void record(JsonParser parser) throws IOException {
            int depth = 0;
            do {
                var token = parser.currentToken();
                event(token, parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }

        /** Numbers go on as texts: read, 1.10 would be 1.1 and 1e400 infinite. */
        private void event(JsonToken token, JsonParser parser) throws IOException {
            switch (token) {
                case START_OBJECT -> out.writeStartObject();
                case END_OBJECT -> out.writeEndObject();
                case START_ARRAY -> out.writeStartArray();
                case END_ARRAY -> out.writeEndArray();
                case FIELD_NAME -> out.writeFieldName(parser.currentName());
                case VALUE_STRING -> out.writeString(parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
                default -> out.copyCurrentEvent(parser);
            }
        }
    }

    /** Passes a value, and shows the arrays in it that are in no other. */
    private void value(List<String> path) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            visitor.array(parser, path);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                path.add(parser.currentName());
                parser.nextToken();
                value(path);
                path.remove(path.size() - 1);
            }
        }
    }
}
