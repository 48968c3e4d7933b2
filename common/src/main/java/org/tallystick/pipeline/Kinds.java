package org.tallystick.pipeline;

import java.time.Duration;
import java.util.function.Function;
import org.tallystick.text.Durations;

/** Kinds of value that more than one key has. */
public final class Kinds {
    /** Texts of ISO-8601 pass: they may have signs that cancel each other. */
    private static final String NOT_LESS = "not less than 0 s";

    public static final Scalar<String> TEXT =
            new Scalar<>("text", Function.identity(), TextForm.any());

    /** A path, whose reader knows in which folder it begins. */
    public static final Unread PATH = new Unread(TEXT);

    /** Of SQL, in which quotes and brackets are closed. */
    public static final Scalar<String> EXPRESSION =
            new Scalar<>("expression", SqlText::expression, TextForm.any());

    public static final Scalar<Duration> POSITIVE =
            new Scalar<>(
                    "duration",
                    Limits::positive,
                    duration("positive-duration")
                            .and("[1-9]", "more than 0 s")
                            .and("^[^-]*$|[pP]", NOT_LESS));

    public static final Scalar<Duration> NOT_NEGATIVE =
            new Scalar<>(
                    "duration",
                    Limits::notNegative,
                    duration("duration")
                            .and("[0-9]", "a number with its unit")
                            .and("^[^-]*$|[pP]|^[^1-9]*$", NOT_LESS));

    private Kinds() {}

    private static TextForm duration(String name) {
        return TextForm.of(
                name, Durations.pattern(), "a duration, such as 15 min, 1 h 30 min, 1 d or PT15M");
    }
}
