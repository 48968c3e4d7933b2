package org.tallystick.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The window functions of Flink SQL, whose arguments have the names that Flink gives them. */
enum WindowFunction {
    TUMBLE("tumbling %s", "SIZE"),
    HOP("sliding %2$s every %1$s", "SLIDE, SIZE"),
    CUMULATE("cumulative %2$s every %1$s", "STEP, SIZE"),
    SESSION("session %s", "GAP");

    static final String DATA = "DATA";
    static final String TIMECOL = "TIMECOL";
    static final String OFFSET = "OFFSET";

    private final String text;
    private final String lengths;

    WindowFunction(String text, String lengths) {
        this.text = text;
        this.lengths = lengths;
    }

    /**
     * @param name in capitals
     */
    static Optional<WindowFunction> of(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** The arguments that are lengths of time and have to be there, in their order. */
    List<String> lengths() {
        return List.of(lengths.split(", "));
    }

    List<String> required() {
        return Stream.concat(Stream.of(DATA, TIMECOL), lengths().stream()).toList();
    }

    /** All arguments in their order; the last need not be there. */
    List<String> arguments() {
        return this == SESSION
                ? required()
                : Stream.concat(required().stream(), Stream.of(OFFSET)).toList();
    }

    /**
     * The window as a pipeline file has it, without its offset.
     *
     * @param values of {@link #lengths}
     */
    String text(List<String> values) {
        return text.formatted(values.toArray());
    }

    /** How to write it. */
    String usage() {
        var intervals =
                lengths().stream()
                        .map(length -> "INTERVAL %s".formatted(length.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(", "));
        return this == SESSION
                ? "write SESSION(TABLE events PARTITION BY (keys), DESCRIPTOR(time), INTERVAL gap)"
                : "write %s(TABLE events, DESCRIPTOR(time), %s[, INTERVAL offset])"
                        .formatted(name(), intervals);
    }
}
