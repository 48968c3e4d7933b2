package org.tallystick.jobs.jms;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.TextForm;

/** What source and sink say of their broker. */
public final class JmsWords {
    /** Where the broker is. */
    public static final Key<String> URL =
            Key.of(
                            "url",
                            new Scalar<>(
                                    "url",
                                    JmsWords::url,
                                    TextForm.of(
                                                    "activemq",
                                                    "^(tcp|ssl|nio|nio\\+ssl|failover):",
                                                    "the address of an ActiveMQ broker")
                                            .ofAnyCharacters()),
                            "The broker, as tcp://HOST:61616, ssl://HOST:61617 or failover:(ADDRESS,ADDRESS)")
                    .required();

    /** Who logs in. */
    public static final Key<String> USER = Key.of("user", Kinds.TEXT, "Who logs in to the broker");

    /** With which password. */
    public static final Key<String> PASSWORD =
            Key.of("password", Kinds.TEXT, "The user's password, best a variable");

    private JmsWords() {}

    /**
     * What a section says of its queue or topic; empty, with the problem noted, where it does not
     * say one.
     */
    public static Optional<JmsDestination> read(
            Section section, Key<String> queue, Key<String> topic, PipelineFolder folder) {
        var user = section.get(USER);
        var password = section.get(PASSWORD);
        var url = section.get(URL);
        boolean secured = url.filter(known -> known.contains("ssl:")).isPresent();
        var tls = TlsWords.read(section, folder, secured || url.isEmpty());
        var broker = url.map(known -> JmsBroker.of(known, user, password, tls));
        var ofQueue = section.get(queue);
        var ofTopic = section.get(topic);
        return ofQueue.isPresent() == ofTopic.isPresent()
                ? Optional.empty()
                : broker.map(
                        at ->
                                new JmsDestination(
                                        at,
                                        ofQueue.or(() -> ofTopic).orElseThrow(),
                                        ofTopic.isPresent()));
    }

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String url(String url) {
        if (!url.matches("(tcp|ssl|nio|nio\\+ssl|failover):.*")) {
            throw new IllegalArgumentException(
                    "no address of an ActiveMQ broker: it begins with tcp://, ssl:// or failover:(");
        }
        try {
            return new URI(url).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the url is none: " + e.getReason(), e);
        }
    }
}
