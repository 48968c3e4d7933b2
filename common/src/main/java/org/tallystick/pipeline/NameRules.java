package org.tallystick.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What things may be called, so that every sink can take their names. */
public final class NameRules {
    /** PostgreSQL cuts longer ones. */
    private static final int LONGEST = 60;

    static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PIPELINE = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final String LOWER_CASE =
            "lower-case letters, digits and dashes, a letter first";
    private static final String LOWER_CASE_OR_UNDERSCORE =
            "lower-case letters, digits, dashes and underscores, a letter first";
    private static final String LEVELS =
            "letters, digits, dashes and underscores, dots between levels";
    private static final String LETTERS = "letters, digits and underscores, no digit first";

    /** The columns that every result has, in one sink or another. */
    private static final List<String> TAKEN =
            List.of(
                    "metric",
                    "window",
                    "window_start",
                    "window_end",
                    "events",
                    "revision",
                    "retracted",
                    "cell");

    /** The columns that PostgreSQL gives every table; others of these names it refuses. */
    private static final List<String> POSTGRESQL =
            List.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private NameRules() {}

    static boolean isColumn(String text) {
        return COLUMN.matcher(text).matches();
    }

    static TextForm pipelineForm() {
        return form("pipeline-name", PIPELINE, LOWER_CASE);
    }

    static TextForm metricForm() {
        return form("metric-name", METRIC, LOWER_CASE_OR_UNDERSCORE);
    }

    static TextForm namespaceForm() {
        return form("namespace", NAMESPACE, LEVELS).alsoOfType("number");
    }

    static TextForm resultColumnForm() {
        return form("column", COLUMN, LETTERS);
    }

    /** YAML may take true and false, which are names, for something else. */
    private static TextForm form(String name, Pattern pattern, String allowed) {
        return TextForm.of(name, "^(?:" + pattern.pattern() + ")$", allowed)
                .and("^.{0," + LONGEST + "}$", "at most " + LONGEST + " letters")
                .alsoOfType("boolean");
    }

    static String pipeline(String name) {
        return matching(PIPELINE, name, LOWER_CASE);
    }

    static String metric(String name) {
        return matching(METRIC, name, LOWER_CASE_OR_UNDERSCORE);
    }

    static String namespace(String name) {
        return matching(NAMESPACE, name, LEVELS);
    }

    /** Whether a result, in one sink or another, has a column of this name anyway. */
    public static boolean isTaken(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return TAKEN.contains(lower) || POSTGRESQL.contains(lower);
    }

    /** The name of a result's column: a key or an aggregate. */
    static String resultColumn(String name) {
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'%s' is a column of every result, choose another name".formatted(name));
        }
        if (POSTGRESQL.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'%s' is a column that PostgreSQL keeps for itself, choose another name"
                            .formatted(name));
        }
        return matching(COLUMN, name, LETTERS);
    }

    private static String matching(Pattern pattern, String name, String allowed) {
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "names have at most " + LONGEST + " letters, this one " + name.length());
        }
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is no name: use %s".formatted(name, allowed));
        }
        return name;
    }
}
