package org.tallystick.jobs.sink.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.tallystick.jobs.retry.Backoff;

/** Sends requests to one server, again where it cannot answer now. */
public final class HttpSession {
    private static final Duration CONNECT = Duration.ofSeconds(8);

    /** Without it a dead network would hold a checkpoint for ever. */
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int LONGEST_REASON = 500;

    /** Bad request, content too large, unprocessable content. */
    private static final Set<Integer> OF_CONTENT = Set.of(400, 413, 422);

    /** Request timeout, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    HttpSession(HttpServer server) {
        this.server = server;
    }

    /**
     * What the server answers.
     *
     * @throws RefusedCallException where the server refuses it for good
     * @throws IOException one line, where it could not be had now
     */
    public String send(HttpCall call) throws IOException {
        var pauses = new Backoff(server.pause(), LONGEST_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                return answer(call);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (attempt >= server.attempts()) {
                    throw failure(e, attempt);
                }
                Backoff.sleep(pauses.next(), server.connector() + " sink");
            }
        }
    }

    private String answer(HttpCall call) throws IOException {
        try {
            var answer = client.send(request(call), HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return answer.body();
            }
            var reason = status + " " + oneLine(answer.body());
            if (status >= 500 || PASSING.contains(status)) {
                throw new IOException(reason);
            }
            throw new RefusedCallException(
                    "%s sink: %s answers %s"
                            .formatted(server.connector(), server.place(), reason.strip()),
                    OF_CONTENT.contains(status));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(server.connector() + " sink: interrupted");
        }
    }

    private HttpRequest request(HttpCall call) {
        var request = HttpRequest.newBuilder(URI.create(server.url() + call.path()));
        request.timeout(ANSWER);
        server.headers().forEach(request::header);
        return call.body() == null
                ? request.build()
                : request.POST(HttpRequest.BodyPublishers.ofString(call.body())).build();
    }

    private static String oneLine(String text) {
        var line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }

    private IOException failure(IOException cause, int attempts) {
        var reason =
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        var failure =
                new IOException(
                        "%s sink: no answer from %s after %d attempt(s): %s"
                                .formatted(server.connector(), server.place(), attempts, reason));
        failure.addSuppressed(cause);
        return failure;
    }
}
