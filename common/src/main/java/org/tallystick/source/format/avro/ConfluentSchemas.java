package org.tallystick.source.format.avro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatServer;
import org.tallystick.source.format.RegistryException;
import org.tallystick.text.Secrets;

/**
 * Writer schemas out of a Confluent schema registry.
 *
 * <p>Its wire format: a zero byte, four bytes of schema id (big-endian), then the Avro record. An
 * id never changes its meaning, so each is asked for once. Confluent's own client is not on Maven
 * Central, and Flink's bundle of it brings another copy of Flink's Avro classes; all that is needed
 * of it is one GET. TLS goes by the JVM's trust store.
 */
final class ConfluentSchemas implements WriterSchemas, FormatServer {
    private static final int HEADER = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String url;
    private final Map<String, String> headers;
    private transient Map<Integer, Schema> schemas;
    private transient HttpClient client;

    /**
     * @param url the registry's address
     * @param headers what to send with every request; may hold secrets
     */
    ConfluentSchemas(String url, Map<String, String> headers) {
        this.url = url.replaceAll("/+$", "");
        this.headers = Map.copyOf(headers);
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
        open();
        var known = schemas.get(id);
        if (known == null) {
            known = ask(id);
            schemas.put(id, known);
        }
        return known;
    }

    private void open() {
        if (schemas == null) {
            schemas = new HashMap<>();
            client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        }
    }

    @Override
    public String name() {
        return "schema registry";
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public void tryOut() throws IOException {
        open();
        int status = get(URI.create(url + "/subjects")).statusCode();
        if (status != 200) {
            throw new RegistryException(
                    "schema registry %s answers %d to a request for its subjects"
                            .formatted(url, status),
                    null);
        }
    }

    private Schema ask(int id) throws IOException {
        var response = get(URI.create(url + "/schemas/ids/" + Integer.toUnsignedString(id)));
        if (response.statusCode() == 404) {
            throw new BadRecordException("the schema registry has no schema " + id);
        }
        if (response.statusCode() != 200) {
            throw new RegistryException(
                    "schema registry %s answers %d to a request for schema %d"
                            .formatted(Secrets.mask(url), response.statusCode(), id),
                    null);
        }
        return parse(id, response.body());
    }

    private static Schema parse(int id, String answer) throws IOException {
        var text = new ObjectMapper().readTree(answer).path("schema").asText();
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw new BadRecordException("schema " + id + " of the registry is no Avro schema");
        }
    }

    private HttpResponse<String> get(URI address) throws IOException {
        var request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while asking " + Secrets.mask(url), e);
        } catch (IOException e) {
            throw new RegistryException(
                    "schema registry " + Secrets.mask(url) + " cannot be reached", e);
        }
    }
}
