package org.tallystick.source.format.csv;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tallystick.source.format.InvalidOptionException;

/**
 * How CSV is written.
 *
 * @param header whether the first record of a file names the columns
 * @param delimiter what stands between fields
 * @param quote what stands around fields that have other marks in them; empty where nothing does
 * @param escape what makes the mark behind it an ordinary character; empty where quotes are only
 *     doubled
 * @param comment what lines begin with that are no records
 * @param nullText the field that is null; empty where an empty one is, in columns that are no texts
 */
record CsvOptions(
        boolean header,
        char delimiter,
        Optional<Character> quote,
        Optional<Character> escape,
        Optional<Character> comment,
        Optional<String> nullText) {

    static final String HEADER = "header";
    private static final String DELIMITER = "field-delimiter";
    private static final String QUOTE = "quote-character";
    private static final String NO_QUOTE = "disable-quote-character";
    private static final String ESCAPE = "escape-character";
    static final String COMMENT = "comment-character";
    private static final String NULL = "null-literal";

    /** What each is for, by name. */
    static Map<String, String> descriptions() {
        var options = new LinkedHashMap<String, String>();
        options.put(HEADER, "true where the first record of every file names the columns");
        options.put(DELIMITER, "the character between fields, a comma if not given");
        options.put(QUOTE, "the character around fields, a double quote if not given");
        options.put(NO_QUOTE, "true where quotes are characters like others");
        options.put(ESCAPE, "the character that makes the next an ordinary one; none if not given");
        options.put(COMMENT, "the character that begins lines that are no records");
        options.put(NULL, "the field that is null; if not given, an empty one that is no text");
        return options;
    }

    /**
     * Reads options.
     *
     * @throws InvalidOptionException where one is wrong
     */
    static CsvOptions of(Map<String, String> options) {
        var quote = character(options, QUOTE);
        if (flag(options, NO_QUOTE) && quote.isPresent()) {
            throw new InvalidOptionException(
                    QUOTE,
                    "'csv.%s' and 'csv.%s' exclude each other, keep one"
                            .formatted(QUOTE, NO_QUOTE));
        }
        var read =
                new CsvOptions(
                        flag(options, HEADER),
                        character(options, DELIMITER).orElse(','),
                        flag(options, NO_QUOTE)
                                ? Optional.empty()
                                : quote.or(() -> Optional.of('"')),
                        character(options, ESCAPE),
                        character(options, COMMENT),
                        Optional.ofNullable(options.get(NULL)));
        read.checkDiffer();
        return read;
    }

    private void checkDiffer() {
        var seen = new LinkedHashMap<Character, String>();
        seen.put(delimiter, DELIMITER);
        check(seen, quote, QUOTE);
        check(seen, escape, ESCAPE);
        check(seen, comment, COMMENT);
    }

    private static void check(
            Map<Character, String> seen, Optional<Character> mark, String option) {
        mark.ifPresent(
                known -> {
                    var other = seen.putIfAbsent(known, option);
                    if (other != null) {
                        throw new InvalidOptionException(
                                option,
                                "'csv.%s' and 'csv.%s' are the same character, '%s'"
                                        .formatted(other, option, known));
                    }
                });
    }

    private static boolean flag(Map<String, String> options, String name) {
        var text = options.getOrDefault(name, "false");
        if (Stream.of("true", "false").noneMatch(text::equals)) {
            throw new InvalidOptionException(
                    name, "'csv.%s' is '%s', it must be true or false".formatted(name, text));
        }
        return text.equals("true");
    }

    /** One character of ASCII, so that it is one byte; a tab may be written as {@code \t}. */
    private static Optional<Character> character(Map<String, String> options, String name) {
        var text = options.get(name);
        if (text == null) {
            return Optional.empty();
        }
        var plain = text.equals("\\t") ? "\t" : text;
        if (plain.length() != 1 || plain.charAt(0) > 126 || "\r\n".contains(plain)) {
            throw new InvalidOptionException(
                    name,
                    "'csv.%s' is '%s', it must be one character of ASCII and no line end"
                            .formatted(name, text));
        }
        return Optional.of(plain.charAt(0));
    }
}
