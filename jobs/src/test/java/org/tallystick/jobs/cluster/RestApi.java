package org.tallystick.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Flink's REST API, as long as a JobManager answers. */
record RestApi(String address) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "tallystick-jar";
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

    /**
     * Hands a jar to the JobManager, as its web UI does.
     *
     * @return the name under which it can be run
     */
    String upload(Path jar) throws IOException, InterruptedException {
        var head =
                """
                --%s\r
                Content-Disposition: form-data; name="jarfile"; filename="%s"\r
                Content-Type: application/x-java-archive\r
                \r
                """
                        .formatted(BOUNDARY, jar.getFileName());
        var tail = "\r\n--" + BOUNDARY + "--\r\n";
        var request =
                HttpRequest.newBuilder(URI.create(address + "/jars/upload"))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(
                                BodyPublishers.concat(
                                        BodyPublishers.ofString(head),
                                        BodyPublishers.ofFile(jar),
                                        BodyPublishers.ofString(tail)))
                        .build();
        return send(request).get("filename").asText().replaceFirst(".*/", "");
    }

    /**
     * Runs the main of a job in the JobManager.
     *
     * @param jar what {@link #upload} returned
     * @return the job that it submitted
     */
    String run(String jar, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("entryClass", mainClass);
        var words = body.putArray("programArgsList");
        List.of(arguments).forEach(words::add);
        var request =
                HttpRequest.newBuilder(URI.create(address + "/jars/" + jar + "/run"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build();
        return send(request).get("jobid").asText();
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + ": " + response.body());
        }
        return JSON.readTree(response.body());
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
