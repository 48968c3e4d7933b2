package org.tallystick.jobs.local.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a JobManager, by Flink's REST API. */
public final class FlinkRest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;

    /**
     * @param base where the web UI is, such as {@code http://localhost:8081}
     */
    public FlinkRest(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    /**
     * The answer to a question.
     *
     * @param path begins with a slash
     * @throws IOException one line, where nobody answers, or not with an answer
     */
    public JsonNode get(String path) throws IOException {
        return find(path).orElseThrow(() -> new IOException(base + " knows of nothing at " + path));
    }

    /** The same; empty where the JobManager has no such thing. */
    public Optional<JsonNode> find(String path) throws IOException {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(
                        base + " answers with status " + response.statusCode() + " to " + path);
            }
            return Optional.of(json.readTree(response.body()));
        } catch (ConnectException e) {
            var nobody = new IOException("no Flink answers at " + base);
            nobody.addSuppressed(e);
            throw nobody;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + base);
        }
    }
}
