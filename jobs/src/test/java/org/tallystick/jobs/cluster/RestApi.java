package org.tallystick.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Flink's REST API, as long as a JobManager answers. */
record RestApi(String address) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** What the JobManager says; empty while it is away or knows of no such thing yet. */
    Optional<JsonNode> get(String path) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? Optional.of(JSON.readTree(response.body()))
                    : Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    /** Asks the JobManager to cancel a job. */
    void cancel(String job) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + "/jobs/" + job))
                        .method("PATCH", HttpRequest.BodyPublishers.noBody())
                        .build();
        int status = CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException("cancel " + job + ": " + status);
        }
    }
}
