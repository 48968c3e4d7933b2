package org.tallystick.jobs.source.connector;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.pipeline.TextForm;

/** The key of logs that keep no place for their readers: where the first run begins. */
public final class StartKey {
    private static final String STARTS = "earliest, latest or a time as 2024-01-31T00:00:00Z";

    private StartKey() {}

    /**
     * @param meaning what it is for, shown by editors
     */
    public static Key<Start> of(String meaning) {
        return Key.of("start", new Scalar<>("start", StartKey::start, TextForm.any()), meaning)
                .or("earliest");
    }

    private static Start start(String text) {
        return switch (text) {
            case "earliest" -> new Start.Earliest();
            case "latest" -> new Start.Latest();
            default -> at(text);
        };
    }

    private static Start at(String text) {
        try {
            return new Start.At(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "unknown start '%s', there are %s".formatted(text, STARTS), e);
        }
    }
}
