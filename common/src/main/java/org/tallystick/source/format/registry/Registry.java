package org.tallystick.source.format.registry;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.source.format.RegistryException;
import org.tallystick.text.Secrets;

/**
 * The HTTP side of a Confluent schema registry, which may be away for a while: it is asked again,
 * at growing intervals, for a minute.
 *
 * <p>Confluent's own client is not on Maven Central, and Flink's bundle of it brings another copy
 * of Flink's Avro classes; all that is needed of it is GET. TLS goes by the JVM's trust store.
 */
public final class Registry implements Serializable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Map<String, String> headers;
    private final Pause pause;
    private transient HttpClient client;

    /** How to let time pass. */
    @FunctionalInterface
    public interface Pause extends Serializable {
        void last(Duration time) throws InterruptedException;
    }

    /**
     * A registry.
     *
     * @param url its address
     * @param headers what to send with every request; may hold secrets
     */
    public Registry(String url, Map<String, String> headers, Pause pause) {
        this.url = url.replaceAll("/+$", "");
        this.headers = Map.copyOf(headers);
        this.pause = pause;
    }

    String url() {
        return url;
    }

    /**
     * What it answers; empty where it says that there is no such thing.
     *
     * @param path what to get, with a slash before it
     * @throws RegistryException where it has not answered for a minute, or refuses to
     */
    Optional<JsonNode> get(String path) throws IOException {
        var waited = Duration.ZERO;
        var next = FIRST_PAUSE;
        while (true) {
            try {
                return getOnce(path);
            } catch (AwayException e) {
                if (waited.compareTo(PATIENCE) >= 0) {
                    throw new RegistryException(e.getMessage(), e.getCause());
                }
            }
            sleep(next);
            waited = waited.plus(next);
            next = next.multipliedBy(2);
            next = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        }
    }

    /** The same without patience. */
    Optional<JsonNode> getOnce(String path) throws IOException {
        var response = send(URI.create(url + path));
        int status = response.statusCode();
        if (status == 404) {
            return Optional.empty();
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            throw new RegistryException(answer(status, path), null);
        }
        if (status != 200) {
            throw new AwayException(answer(status, path), null);
        }
        try {
            return Optional.of(JSON.readTree(response.body()));
        } catch (JsonProcessingException e) {
            // A proxy in front of it, which has nothing to say of schemas.
            throw new AwayException(
                    "schema registry %s answers %s with what is no JSON"
                            .formatted(Secrets.mask(url), path),
                    e);
        }
    }

    private String answer(int status, String path) {
        return "schema registry %s answers %d to a request for %s"
                .formatted(Secrets.mask(url), status, path);
    }

    private HttpResponse<String> send(URI address) throws IOException {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        }
        var request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while asking " + Secrets.mask(url), e);
        } catch (IOException e) {
            throw new AwayException(
                    "schema registry " + Secrets.mask(url) + " cannot be reached", e);
        }
    }

    private void sleep(Duration time) throws RegistryException {
        try {
            pause.last(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while waiting for " + Secrets.mask(url), e);
        }
    }

    /** It may be back in a moment. */
    private static final class AwayException extends IOException {
        AwayException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
