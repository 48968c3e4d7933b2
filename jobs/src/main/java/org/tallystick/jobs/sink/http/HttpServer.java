package org.tallystick.jobs.sink.http;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A database that is written to over HTTP, and how hard to try.
 *
 * <p>Its headers may hold secrets, and so may the URL: no message shows more of it than {@link
 * #place}.
 *
 * @param connector as in the pipeline file
 * @param url where its paths begin, without a slash at the end
 * @param headers of every request
 * @param attempts how often a request is tried while it fails for now
 * @param pause before the second attempt; doubled before each further one
 */
public record HttpServer(
        String connector, String url, HashMap<String, String> headers, int attempts, Duration pause)
        implements Serializable {

    public static HttpServer at(String connector, String url, Map<String, String> headers) {
        return new HttpServer(
                connector,
                url.replaceFirst("/+$", ""),
                new HashMap<>(headers),
                6,
                Duration.ofSeconds(1));
    }

    /** The same, tried once. */
    public HttpServer once() {
        return new HttpServer(connector, url, headers, 1, pause);
    }

    public HttpSession open() {
        return new HttpSession(this);
    }

    /** Why nobody answers at a path, in one line; empty where someone does, be it a refusal. */
    public Optional<String> unanswered(String path) {
        try {
            once().open().send(HttpCall.get(path));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        } catch (RefusedCallException e) {
            return Optional.empty();
        }
    }

    /** Host and port, without user, path and parameters. */
    public String place() {
        var uri = URI.create(url);
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return connector + " at " + place();
    }
}
