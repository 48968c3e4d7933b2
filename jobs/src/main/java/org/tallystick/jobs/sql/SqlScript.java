package org.tallystick.jobs.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The statements of a script. They end with a semicolon, the last one without, too; what is in
 * quotes or comments ends none.
 */
final class SqlScript {
    private static final Pattern WRITING =
            Pattern.compile("(INSERT|EXECUTE|CREATE|REPLACE|DELETE|UPDATE)\\s.*", whole());
    private static final Pattern SETTING =
            Pattern.compile("SET\\s+'([^']+)'\\s*=\\s*'([^']*)'", whole());
    private static final Pattern STATEMENT_SET =
            Pattern.compile("(EXPLAIN|EXECUTE)(\\s+\\w+)*\\s+BEGIN\\s.*", whole());
    private static final Pattern END = Pattern.compile(".*;\\s*END\\s*", whole());

    private final String text;
    private final List<Statement> statements = new ArrayList<>();

    /** Where the statement begins that is looked at. */
    private int begin;

    /** What it is so far, without comments. */
    private final StringBuilder bare = new StringBuilder();

    private SqlScript(String text) {
        this.text = text;
    }

    /**
     * A statement.
     *
     * @param sql with as many lines and blanks before it as in the script, so that the parser finds
     *     its mistakes where the script has them
     * @param bare the same without comments, and without blanks around it
     */
    record Statement(String sql, String bare) {

        /** Whether it writes into a table, if it runs a job at all; else it shows rows. */
        boolean writes() {
            return WRITING.matcher(bare).matches();
        }

        /** The name and the value that it sets, if it does. */
        Optional<Map.Entry<String, String>> setting() {
            var setting = SETTING.matcher(bare);
            return setting.matches()
                    ? Optional.of(Map.entry(setting.group(1), setting.group(2)))
                    : Optional.empty();
        }
    }

    /** Its statements in their order. */
    static List<Statement> statements(String text) {
        var script = new SqlScript(text);
        script.split();
        return script.statements;
    }

    private static int whole() {
        return Pattern.DOTALL | Pattern.CASE_INSENSITIVE;
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            int next = next(at);
            if (isComment(at)) {
                bare.append(' ');
            } else {
                bare.append(text, at, next);
            }
            if (text.charAt(at) == ';' && isWhole()) {
                end(at);
                begin = next;
            }
            at = next;
        }
        end(text.length());
    }

    /** Where that ends which begins here: a quoted text, a comment, or any other character. */
    private int next(int at) {
        char first = text.charAt(at);
        if (first == '\'' || first == '`') {
            return behind(String.valueOf(first), at + 1);
        }
        if (text.startsWith("--", at)) {
            return behind("\n", at);
        }
        return text.startsWith("/*", at) ? behind("*/", at + 2) : at + 1;
    }

    private int behind(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private boolean isComment(int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** The statements of a set, between BEGIN and END, have semicolons of their own. */
    private boolean isWhole() {
        var statement = bare.substring(0, bare.length() - 1).strip();
        return !STATEMENT_SET.matcher(statement).matches() || END.matcher(statement).matches();
    }

    private void end(int at) {
        if (!bare.toString().replace(";", "").isBlank()) {
            var before = text.substring(0, begin).replaceAll("[^\\n]", " ");
            var sql = before + text.substring(begin, at);
            statements.add(new Statement(sql, bare.toString().replaceFirst(";$", "").strip()));
        }
        bare.setLength(0);
    }
}
