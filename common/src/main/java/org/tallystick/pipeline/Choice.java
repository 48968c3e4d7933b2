package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;
import org.tallystick.text.Spelling;

/** One word out of a few. */
record Choice(List<String> words) {

    static Choice of(String... words) {
        return new Choice(List.of(words));
    }

    Optional<String> read(Value value) {
        return value.as(value.name(), text -> check(value.name(), text));
    }

    private String check(String name, String text) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException(
                    "unknown %s '%s', there are %s%s"
                            .formatted(
                                    name,
                                    text,
                                    String.join(", ", words),
                                    Spelling.suggestion(text, words)));
        }
        return text;
    }
}
