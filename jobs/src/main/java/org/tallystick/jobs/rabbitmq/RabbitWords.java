package org.tallystick.jobs.rabbitmq;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.tallystick.jobs.tls.Tls;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.SinkTarget;
import org.tallystick.pipeline.TextForm;

/** What source and sink say of their broker. */
public final class RabbitWords {
    /** Where the broker is. */
    public static final Key<String> URL =
            url("amqp", "amqps?", "amqp://HOST:5672/VHOST or amqps://HOST:5671/VHOST");

    /** Where the broker is, of one whose queue or stream is read. */
    public static final Key<String> SOURCE_URL =
            url(
                    "rabbitmq",
                    "(amqps?|rabbitmq-stream(\\+tls)?)",
                    "amqp://HOST:5672/VHOST or amqps://HOST:5671/VHOST, of a stream rabbitmq-stream://HOST:5552/VHOST or rabbitmq-stream+tls://HOST:5551/VHOST");

    /** Who logs in. */
    public static final Key<String> USER =
            Key.of("user", Kinds.TEXT, "Who logs in to the broker; guest if absent");

    /** With which password. */
    public static final Key<String> PASSWORD =
            Key.of("password", Kinds.TEXT, "The user's password, best a variable");

    private RabbitWords() {}

    private static Key<String> url(String name, String schemes, String examples) {
        var form = "^" + schemes + "://[^/?#]+(/[^/?#]*)?$";
        return Key.of(
                        "url",
                        new Scalar<>(
                                "url",
                                text -> parse(text, form, examples),
                                TextForm.of(name, form, "the address of a RabbitMQ broker")
                                        .ofAnyCharacters()),
                        "The broker and its virtual host, as " + examples)
                .required();
    }

    /** A broker, as one kind of client finds it. */
    @FunctionalInterface
    public interface Found<B> {
        B of(String url, Optional<String> user, Optional<String> password, Tls tls);
    }

    /**
     * What a section says of its broker; empty where its url does not, whose problem is noted.
     *
     * @param url the section's
     */
    public static <B> Optional<B> read(
            Section section, Optional<String> url, PipelineFolder folder, Found<B> found) {
        var user = section.get(USER);
        var password = section.get(PASSWORD);
        boolean secured =
                url.filter(it -> RabbitBroker.isSecured(it) || StreamBroker.isSecured(it))
                        .isPresent();
        var tls = TlsWords.read(section, folder, secured || url.isEmpty());
        return url.map(known -> found.of(known, user, password, tls));
    }

    /**
     * What makes a queue or an exchange this one: it holds no secrets.
     *
     * @param kind {@code queue}, which streams are too, or an exchange with its key
     */
    public static SinkTarget target(String url, String kind, String name) {
        return new SinkTarget("rabbitmq", name, kind + " " + url.replaceFirst("//.*@", "//"));
    }

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String parse(String url, String form, String examples) {
        if (!url.matches(form)) {
            throw new IllegalArgumentException(
                    "no address of a RabbitMQ broker, there are " + examples);
        }
        return checked(url);
    }

    /** Without a host that Java knows as one, the client would take this machine. */
    private static String checked(String url) {
        try {
            if (new URI(url).getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the url is none: " + e.getReason(), e);
        }
        throw new IllegalArgumentException(
                "the url has no host that is a name: letters, digits, dots and dashes");
    }
}
