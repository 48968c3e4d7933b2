package org.tallystick.jobs.sink.http;

import java.net.URI;
import java.net.URISyntaxException;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.TextForm;

/** The address of a server, in a pipeline file. */
public final class HttpUrl {
    public static final Scalar<String> KIND =
            new Scalar<>(
                    "url",
                    HttpUrl::parse,
                    TextForm.of("http-url", "^https?://[^/]", "an address as http://HOST:PORT"));

    private HttpUrl() {}

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String parse(String url) {
        try {
            var uri = new URI(url);
            if (url.matches("https?://[^/].*") && uri.getHost() != null) {
                return checked(url, uri);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the url is none: " + e.getReason(), e);
        }
        throw new IllegalArgumentException("the url must be as http://HOST:PORT or https://HOST");
    }

    private static String checked(String url, URI uri) {
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the url has a user in it: 'user' is a key of its own");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the url has parameters, which it may not have here");
        }
        return url;
    }
}
