package org.tallystick.source.format.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.RegistryException;
import org.tallystick.text.Secrets;

/**
 * Writer schemas out of a Confluent schema registry, with the schemas that they refer to.
 *
 * <p>Its wire format: a zero byte, four bytes of schema id (big-endian), then the Avro record. An
 * id never changes its meaning, so each is asked for once. One that the registry does not know may
 * be registered later: it is asked for again after a minute.
 */
final class ConfluentSchemas implements WriterSchemas, FormatServer {
    private static final int HEADER = 5;
    private static final long ASK_AGAIN_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MOST_UNKNOWN = 10_000;
    private static final int MOST_REFERENCES = 1_000;

    private final Registry registry;
    private final InstantSource clock;
    private transient Map<Integer, Schema> schemas;
    private transient Map<Integer, Refusal> refused;

    /** Why there is no schema of an id, and since when that is known. */
    private record Refusal(String reason, long since) {}

    ConfluentSchemas(Registry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public int headerLength() {
        return HEADER;
    }

    @Override
    public Optional<Schema> of(byte[] message) throws IOException {
        if (message.length < HEADER || message[0] != 0) {
            throw new BadRecordException("not in Confluent's wire format");
        }
        return Optional.of(schema(ByteBuffer.wrap(message).getInt(1)));
    }

    private Schema schema(int id) throws IOException {
        if (schemas == null) {
            schemas = new HashMap<>();
            refused = new Refusals();
        }
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var refusal = refused.get(id);
        if (refusal != null && clock.millis() - refusal.since() < ASK_AGAIN_MILLIS) {
            throw new BadRecordException(refusal.reason());
        }
        try {
            var schema = ask(id);
            schemas.put(id, schema);
            return schema;
        } catch (BadRecordException e) {
            refused.put(id, new Refusal(e.getMessage(), clock.millis()));
            throw e;
        }
    }

    /** Broken records have any number for an id: the oldest are forgotten. */
    private static final class Refusals extends LinkedHashMap<Integer, Refusal> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Refusal> eldest) {
            return size() > MOST_UNKNOWN;
        }
    }

    private Schema ask(int id) throws IOException {
        var number = Integer.toUnsignedString(id);
        var answer = registry.get("/schemas/ids/" + number);
        if (answer.isEmpty()) {
            throw new BadRecordException("the schema registry has no schema " + number);
        }
        var type = answer.get().path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new BadRecordException(
                    "schema %s of the registry is of type %s, not AVRO".formatted(number, type));
        }
        var parser = new Schema.Parser();
        try {
            parseReferences(answer.get(), parser, new HashSet<>());
            return parser.parse(text(answer.get()));
        } catch (AvroRuntimeException e) {
            throw new BadRecordException("schema " + number + " of the registry is no Avro schema");
        }
    }

    /** A parser knows the names of what it has parsed: what is referred to comes first. */
    private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> parsed)
            throws IOException {
        for (var reference : answer.path("references")) {
            var subject = reference.path("subject").asText();
            var version = reference.path("version").asText();
            if (!parsed.add(subject + "/" + version)) {
                continue;
            }
            if (parsed.size() > MOST_REFERENCES) {
                throw new BadRecordException(
                        "a schema of the registry refers to more than %d others"
                                .formatted(MOST_REFERENCES));
            }
            var encoded = URLEncoder.encode(subject, UTF_8).replace("+", "%20");
            var path = "/subjects/" + encoded + "/versions/" + version;
            var referred = registry.get(path);
            if (referred.isEmpty()) {
                throw new BadRecordException(
                        "the schema registry has no version %s of '%s', which a schema refers to"
                                .formatted(version, subject));
            }
            parseReferences(referred.get(), parser, parsed);
            parser.parse(text(referred.get()));
        }
    }

    private String text(JsonNode answer) throws RegistryException {
        var schema = answer.get("schema");
        if (schema == null) {
            throw new RegistryException(
                    "schema registry %s answers without a schema"
                            .formatted(Secrets.mask(registry.url())),
                    null);
        }
        return schema.asText();
    }

    @Override
    public String name() {
        return "schema registry";
    }

    @Override
    public String address() {
        return registry.url();
    }

    @Override
    public void tryOut() throws IOException {
        if (registry.getOnce("/subjects").isEmpty()) {
            throw new RegistryException(
                    "schema registry %s has no subjects: is it one?"
                            .formatted(Secrets.mask(registry.url())),
                    null);
        }
    }
}
