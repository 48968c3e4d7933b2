package org.tallystick.pipeline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.text.Spelling;

/** Reads where to begin: a word, or a time. */
final class StartText {
    private static final List<String> WORDS = List.of("committed", "earliest", "latest");

    /** Of all that the JDK takes for a time with an offset, and of some more. */
    private static final String TIME =
            "[-+]?[0-9]{4,10}-[0-9]{2}-[0-9]{2}[tT][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]*)?)?(?:[zZ]|[-+][0-9:]+)";

    private StartText() {}

    static TextForm form() {
        return TextForm.of(
                "start",
                "^(?:" + String.join("|", WORDS) + "|" + TIME + ")$",
                String.join(", ", WORDS) + " or a time as 2024-01-31T00:00:00Z");
    }

    /**
     * The place that a text means.
     *
     * @throws IllegalArgumentException in one line that says what there is
     */
    static Start parse(String text) {
        return switch (text) {
            case "committed" -> new Start.Committed();
            case "earliest" -> new Start.Earliest();
            case "latest" -> new Start.Latest();
            default -> new Start.At(timestamp(text));
        };
    }

    private static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "unknown start '%s', there are %s and timestamps as 2024-01-31T00:00:00Z%s"
                            .formatted(
                                    text,
                                    String.join(", ", WORDS),
                                    Spelling.suggestion(text, WORDS)),
                    e);
        }
    }
}
