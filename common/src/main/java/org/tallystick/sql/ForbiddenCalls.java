package org.tallystick.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tallystick.query.SqlAggregates;

/**
 * Valid SQL that is no function of one event: what differs from run to run, and what looks at more
 * than one row.
 *
 * <p>It goes by the words outside of quotes and comments. All that it would miss, the planner still
 * refuses when it compiles the projection to anything but a single operator; this class is here for
 * a better message, and for functions whose result is not reproducible.
 */
final class ForbiddenCalls {
    private static final Set<String> NOT_REPRODUCIBLE_KEYWORDS =
            Set.of(
                    "CURRENT_TIMESTAMP",
                    "CURRENT_DATE",
                    "CURRENT_TIME",
                    "LOCALTIME",
                    "LOCALTIMESTAMP");
    private static final Set<String> NOT_REPRODUCIBLE_FUNCTIONS =
            Set.of(
                    "NOW",
                    "CURRENT_ROW_TIMESTAMP",
                    "PROCTIME",
                    "RAND",
                    "RAND_INTEGER",
                    "UUID",
                    "CURRENT_DATABASE",
                    "CURRENT_WATERMARK",
                    "SOURCE_WATERMARK",
                    "STREAMRECORD_TIMESTAMP");
    private static final Set<String> WINDOWS =
            Set.of("TUMBLE", "HOP", "SESSION", "$TUMBLE", "$HOP", "$SESSION");

    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^']|'')*'|`(?:[^`]|``)*`|--[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern WORD = Pattern.compile("([\\w$]+)(\\s*\\(\\s*\\)?)?");

    private ForbiddenCalls() {}

    /** Throws if the expression calls what it must not. */
    static void check(String sql) throws InvalidExpressionException {
        var words = WORD.matcher(QUOTED.matcher(sql).replaceAll("?").toUpperCase(Locale.ROOT));
        while (words.find()) {
            String call = Optional.ofNullable(words.group(2)).orElse("").replaceAll("\\s", "");
            checkReproducible(words.group(1), call);
            checkOneRow(words.group(1), !call.isEmpty());
        }
    }

    private static void checkReproducible(String word, String call)
            throws InvalidExpressionException {
        boolean function = !call.isEmpty() && NOT_REPRODUCIBLE_FUNCTIONS.contains(word);
        boolean clock = call.equals("()") && word.equals("UNIX_TIMESTAMP");
        if (function || clock || NOT_REPRODUCIBLE_KEYWORDS.contains(word)) {
            throw new InvalidExpressionException(
                    word + " differs from run to run, but results must be reproducible",
                    "use the event's own columns");
        }
    }

    private static void checkOneRow(String word, boolean call) throws InvalidExpressionException {
        if (word.equals("SELECT")) {
            throw new InvalidExpressionException(
                    "an expression is over one event: no subqueries", Optional.empty());
        }
        if (word.equals("OVER")) {
            throw new InvalidExpressionException(
                    "an expression is over one event: no OVER", Optional.empty());
        }
        if (call && SqlAggregates.isInSql(word)) {
            throw new InvalidExpressionException(
                    "an expression is over one event, " + word + " is over many",
                    "write it as one of the metric's aggregates");
        }
        if (call && WINDOWS.contains(word)) {
            throw new InvalidExpressionException(
                    "an expression is over one event: no windows",
                    "write it as one of the metric's windows");
        }
    }
}
