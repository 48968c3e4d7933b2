package org.tallystick.source.format.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.RegistryException;
import org.tallystick.text.Secrets;

/**
 * Schemas out of a Confluent schema registry, with the schemas that they refer to.
 *
 * <p>Its wire format: a zero byte, four bytes of schema id (big-endian), then what the format has.
 * An id never changes its meaning, so each is asked for once. One that the registry does not know
 * may be registered later: it is asked for again after a minute.
 *
 * @param <T> what a format makes of a schema
 */
public final class RegisteredSchemas<T> implements Serializable, FormatServer {
    /** How many bytes there are before what the format has. */
    public static final int HEADER = 5;

    private static final long ASK_AGAIN_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MOST_UNKNOWN = 10_000;
    private static final int MOST_REFERENCES = 1_000;

    private final Registry registry;
    private final InstantSource clock;
    private final SchemaReader<T> reader;
    private transient Map<Integer, T> schemas;
    private transient Map<Integer, Refusal> refused;

    /** Why there is no schema of an id, and since when that is known. */
    private record Refusal(String reason, long since) {}

    /**
     * @param clock for when to ask again
     */
    public RegisteredSchemas(Registry registry, InstantSource clock, SchemaReader<T> reader) {
        this.registry = registry;
        this.clock = clock;
        this.reader = reader;
    }

    /** What a format makes of the text of a schema. */
    public interface SchemaReader<T> extends Serializable {

        /** The kind of schemas that it reads, as the registry has it. */
        String type();

        /**
         * A schema.
         *
         * @param referred what it refers to, each behind what that refers to itself
         * @throws BadRecordException where it is none, without saying which
         */
        T read(List<Registered> referred, String text) throws BadRecordException;
    }

    /**
     * A schema that another refers to.
     *
     * @param name what the other calls it
     */
    public record Registered(String name, String text) {}

    /**
     * The schema of a message, the same object each time.
     *
     * @throws BadRecordException where it does not say, or names one that does not exist
     * @throws RegistryException where it could not be found out
     */
    public T of(byte[] message) throws IOException {
        if (message.length < HEADER || message[0] != 0) {
            throw new BadRecordException("not in Confluent's wire format");
        }
        return schema(ByteBuffer.wrap(message).getInt(1));
    }

    private T schema(int id) throws IOException {
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

    private T ask(int id) throws IOException {
        var number = Integer.toUnsignedString(id);
        var answer = registry.get("/schemas/ids/" + number);
        if (answer.isEmpty()) {
            throw new BadRecordException("the schema registry has no schema " + number);
        }
        var type = answer.get().path("schemaType").asText("AVRO");
        if (!type.equals(reader.type())) {
            throw new BadRecordException(
                    "schema %s of the registry is of type %s, not %s"
                            .formatted(number, type, reader.type()));
        }
        var referred = new ArrayList<Registered>();
        addReferences(answer.get(), referred, new HashSet<>());
        try {
            return reader.read(referred, text(answer.get()));
        } catch (BadRecordException e) {
            throw new BadRecordException(
                    "schema %s of the registry %s".formatted(number, e.getMessage()));
        }
    }

    private void addReferences(JsonNode answer, List<Registered> referred, Set<String> known)
            throws IOException {
        for (var reference : answer.path("references")) {
            var subject = reference.path("subject").asText();
            var version = reference.path("version").asText();
            if (!known.add(subject + "/" + version)) {
                continue;
            }
            if (known.size() > MOST_REFERENCES) {
                throw new BadRecordException(
                        "a schema of the registry refers to more than %d others"
                                .formatted(MOST_REFERENCES));
            }
            var encoded = URLEncoder.encode(subject, UTF_8).replace("+", "%20");
            var other = registry.get("/subjects/" + encoded + "/versions/" + version);
            if (other.isEmpty()) {
                throw new BadRecordException(
                        "the schema registry has no version %s of '%s', which a schema refers to"
                                .formatted(version, subject));
            }
            addReferences(other.get(), referred, known);
            referred.add(new Registered(reference.path("name").asText(), text(other.get())));
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
