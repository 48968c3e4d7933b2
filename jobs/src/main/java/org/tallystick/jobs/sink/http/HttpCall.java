package org.tallystick.jobs.sink.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * A request.
 *
 * @param path with its parameters
 * @param body what is posted; null where something is only asked
 */
public record HttpCall(String path, String body) {

    public static HttpCall get(String path) {
        return new HttpCall(path, null);
    }

    public static HttpCall post(String path, String body) {
        return new HttpCall(path, body);
    }

    /** A value as a parameter has it. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
