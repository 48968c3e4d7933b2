package org.tallystick.jobs.local.runner;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.text.Secrets;

/**
 * The secrets of the pipelines that this process has read. Neither its console nor its log shows
 * them, whoever writes them there.
 *
 * <p>They are kept for the process, since the log makes its own parts and nobody can hand them to
 * it.
 */
public final class HiddenValues {
    private static final List<Pattern> VALUES = new CopyOnWriteArrayList<>();

    /** Shorter ones are parts of other words. */
    private static final int SHORTEST = 4;

    private static final Pattern IN_ADDRESS =
            Pattern.compile("://[^/?#\\s:@]*:([^/?#\\s]+)@|[?&;]([^=&;\\s]+)=([^&;\\s]+)");
    private static final Pattern IN_JAAS =
            Pattern.compile("([A-Za-z_.]+)\\s*=\\s*[\"']([^\"']*)[\"']");

    private HiddenValues() {}

    /** Hides the secrets of a pipeline from now on. */
    public static void of(Pipeline pipeline) {
        var found = new HashSet<String>();
        pipeline.archive().map(ArchiveSpec::catalog).ifPresent(all -> add(all, found));
        add(pipeline.source().settings(), found);
        add(pipeline.source().formatOptions(), found);
        pipeline.sinks().forEach(sink -> add(sink.settings(), found));
        // A secret may be the beginning of another.
        found.stream()
                .filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(HiddenValues::asWord)
                .forEach(VALUES::add);
    }

    /** Not as part of a longer word: a password may be "postgres". */
    private static Pattern asWord(String value) {
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(value) + "(?![A-Za-z0-9])");
    }

    /** The text without secrets. */
    static String mask(String text) {
        var masked = text;
        for (var value : VALUES) {
            masked = value.matcher(masked).replaceAll(Secrets.HIDDEN);
        }
        return Secrets.mask(masked);
    }

    private static void add(Map<String, String> settings, Set<String> found) {
        settings.forEach(
                (name, value) -> {
                    if (Secrets.isSecret(name)) {
                        found.add(value);
                        // "user:password", of which the password alone may be quoted
                        found.add(value.substring(value.indexOf(':') + 1));
                        inJaas(value, found);
                    }
                    inAddress(value, found);
                });
    }

    private static void inAddress(String address, Set<String> found) {
        IN_ADDRESS
                .matcher(address)
                .results()
                .forEach(
                        match -> {
                            if (match.group(1) != null) {
                                addBoth(match.group(1), found);
                            } else if (Secrets.isSecret(match.group(2))) {
                                addBoth(match.group(3), found);
                            }
                        });
    }

    /** As it is written and as it is meant. */
    private static void addBoth(String encoded, Set<String> found) {
        found.add(encoded);
        found.add(decoded(encoded));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // It is not encoded, then.
            return text;
        }
    }

    private static void inJaas(String value, Set<String> found) {
        IN_JAAS.matcher(value)
                .results()
                .filter(match -> Secrets.isSecret(match.group(1)))
                .forEach(match -> found.add(match.group(2)));
    }
}
