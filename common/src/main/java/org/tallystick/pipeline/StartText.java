package org.tallystick.pipeline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.text.Spelling;

/** Where to begin reading a log: a word, or a time. */
public final class StartText {

    /** Of all that the JDK takes for a time with an offset, and of some more. */
    private static final String TIME =
            "[-+]?[0-9]{4,10}-[0-9]{2}-[0-9]{2}[tT][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]*)?)?(?:[zZ]|[-+][0-9:]+)";

    private static final Map<String, Start> PLACES =
            Map.of(
                    "committed", new Start.Committed(),
                    "earliest", new Start.Earliest(),
                    "latest", new Start.Latest());

    private StartText() {}

    /**
     * The key of it, which stands for the first word where it is left out.
     *
     * @param words of {@code committed}, {@code earliest} and {@code latest}
     * @param meaning what it is for, shown by editors
     */
    public static Key<Start> key(List<String> words, String meaning) {
        var kind = new Scalar<>("start", text -> parse(text, words), form(words));
        return Key.of("start", kind, meaning).or(words.get(0));
    }

    private static TextForm form(List<String> words) {
        return TextForm.of(
                "start-" + words.get(0),
                "^(?:" + String.join("|", words) + "|" + TIME + ")$",
                String.join(", ", words) + " or a time as 2024-01-31T00:00:00Z");
    }

    private static Start parse(String text, List<String> words) {
        return words.contains(text) ? PLACES.get(text) : new Start.At(timestamp(text, words));
    }

    private static Instant timestamp(String text, List<String> words) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "unknown start '%s', there are %s and timestamps as 2024-01-31T00:00:00Z%s"
                            .formatted(
                                    text,
                                    String.join(", ", words),
                                    Spelling.suggestion(text, words)),
                    e);
        }
    }
}
