package org.tallystick.jobs.arguments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tallystick.text.Spelling;

/**
 * Command line arguments: {@code --name value}, {@code --name=value}, {@code --flag} and words.
 *
 * @param options the values of the options that were given; empty text for a flag
 * @param words what is not an option, in order
 */
public record Arguments(Map<String, List<String>> options, List<String> words) {
    /** Sets a value of the pipeline file; the only option that may be given more than once. */
    public static final String SET = "--set";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /**
     * What a command understands.
     *
     * @param valued options that take a value, with their dashes
     * @param flags options that take none
     * @param words how many words it takes, neither less nor more
     * @param inPlaceOfWord one of {@code valued} that stands for the only word, if any does
     */
    public record Known(
            List<String> valued, List<String> flags, int words, Optional<String> inPlaceOfWord) {

        /** What a command understands whose words can be given in no other way. */
        public Known(List<String> valued, List<String> flags, int words) {
            this(valued, flags, words, Optional.empty());
        }
    }

    /**
     * Reads arguments.
     *
     * @throws BadArgumentException at an unknown or repeated option, a missing or unwanted value,
     *     or too many or too few words
     */
    public static Arguments parse(List<String> arguments, Known known) throws BadArgumentException {
        var options = new HashMap<String, List<String>>();
        var words = new ArrayList<String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (argument.equals("-p")) {
                argument = "--pipeline";
            }
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            var name = argument.replaceFirst("=.*", "");
            var values = options.computeIfAbsent(name, any -> new ArrayList<>());
            values.add(option(name, argument, rest, known));
            if (values.size() > 1 && !name.equals(SET)) {
                throw new BadArgumentException(name + " is given twice");
            }
        }
        known.inPlaceOfWord()
                .filter(options::containsKey)
                .ifPresent(option -> words.addAll(options.get(option)));
        requireWords(words, known);
        return new Arguments(options, words);
    }

    private static String option(String name, String argument, Iterator<String> rest, Known known)
            throws BadArgumentException {
        boolean hasValue = argument.length() > name.length();
        var value = hasValue ? argument.substring(name.length() + 1) : "";
        if (known.flags().contains(name)) {
            if (hasValue) {
                throw new BadArgumentException(name + " takes no value, but got '" + value + "'");
            }
            return "";
        }
        if (!known.valued().contains(name)) {
            throw unknown(name, known);
        }
        var given = !hasValue && rest.hasNext() ? rest.next() : value;
        if (given.isEmpty() || given.startsWith("--")) {
            throw new BadArgumentException(name + " needs a value");
        }
        return given;
    }

    private static BadArgumentException unknown(String name, Known known) {
        var all = new ArrayList<>(known.valued());
        all.addAll(known.flags());
        var suggestion = Spelling.suggestion(name, all);
        if (suggestion.isEmpty()) {
            suggestion = all.isEmpty() ? ", there are none" : ", known are " + all;
        }
        return new BadArgumentException("unknown option " + name + suggestion);
    }

    private static void requireWords(List<String> words, Known known) throws BadArgumentException {
        if (words.size() > known.words()) {
            throw new BadArgumentException(
                    "unexpected argument '" + words.get(known.words()) + "'");
        }
        if (words.size() < known.words()) {
            throw new BadArgumentException("an argument is missing");
        }
    }

    /** Whether a flag or an option was given. */
    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** The value of an option, if it was given. */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    /** All values of an option, in order; none if it was not given. */
    public List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    /** The value of an option that must be given. */
    public String required(String name) throws BadArgumentException {
        return value(name).orElseThrow(() -> new BadArgumentException(name + " is missing"));
    }

    /** A point in time, if the option was given; a date is its beginning in UTC. */
    public Optional<Instant> instant(String name) throws BadArgumentException {
        var text = value(name);
        try {
            return text.map(Arguments::instantOf);
        } catch (DateTimeParseException e) {
            throw new BadArgumentException(
                    name
                            + " is '"
                            + text.orElseThrow()
                            + "', not a time like 2001-01-02T00:00:00Z or a date like 2001-01-02");
        }
    }

    private static Instant instantOf(String text) {
        return DATE.matcher(text).matches()
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    /** A positive number, or {@code otherwise} where the option was not given. */
    public int positive(String name, int otherwise) throws BadArgumentException {
        var text = value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[1-9][0-9]{0,8}")) {
            throw new BadArgumentException(
                    name + " is '" + text.get() + "', not a positive number");
        }
        return Integer.parseInt(text.get());
    }

    /** One of an enum's constants in lower case, or {@code otherwise} where none was given. */
    public <E extends Enum<E>> E choice(String name, E otherwise) throws BadArgumentException {
        var text = value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        var words = new ArrayList<String>();
        for (var constant : otherwise.getDeclaringClass().getEnumConstants()) {
            var word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text.get())) {
                return constant;
            }
            words.add(word);
        }
        throw new BadArgumentException(
                name + " is '" + text.get() + "', not one of " + String.join(", ", words));
    }
}
