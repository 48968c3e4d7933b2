package org.tallystick.sql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tallystick.pipeline.Problem;
import org.tallystick.query.SyntaxMistake;

/**
 * Reads what the planner throws: its exceptions come from a class loader of their own, nested, many
 * lines long, so all there is to go by is the text of their messages.
 */
public final class PlannerMessage {
    private static final Pattern INVALID =
            Pattern.compile("(?:From|At) line (\\d+), column (\\d+)[^:]*: (.*)", Pattern.DOTALL);
    private static final Pattern UNKNOWN =
            Pattern.compile(
                    "(?:Unknown identifier|Column) '([^']*)'(?: not found in (?:any )?table.*)?");
    private static final Pattern NO_FUNCTION =
            Pattern.compile("No match found for function signature (.*)");

    private final String sql;
    private final ColumnNames columns;

    /**
     * @param sql the expression that was refused
     * @param columns the names that it may use
     */
    PlannerMessage(String sql, ColumnNames columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /**
     * What is wrong with an expression that Flink's table API refused.
     *
     * @param place where it stands
     * @param columns the names that it may use
     */
    public static Problem problem(
            String place, String sql, List<String> columns, Throwable thrown) {
        return new PlannerMessage(sql, new ColumnNames(columns)).of(thrown).at(place);
    }

    /** The one useful line of what was thrown. */
    InvalidExpressionException of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            Matcher invalid = INVALID.matcher(text);
            if (invalid.find()) {
                return invalid(invalid);
            }
            var syntax = SyntaxMistake.in(text);
            if (syntax.isPresent()) {
                return syntax(syntax.get());
            }
        }
        return new InvalidExpressionException(Reason.of(thrown), Optional.empty());
    }

    private InvalidExpressionException invalid(Matcher found) {
        String place = place(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
        String text = found.group(3).strip().replaceAll("\\s*\\n\\s*", " or ");
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return new InvalidExpressionException(
                    "unknown column '" + name + "'" + place, columns.hint(name));
        }
        Matcher function = NO_FUNCTION.matcher(text);
        if (function.matches()) {
            return new InvalidExpressionException(
                    "there is no function " + function.group(1) + place,
                    "any scalar function of Flink SQL will do");
        }
        return new InvalidExpressionException(text + place, Optional.empty());
    }

    private InvalidExpressionException syntax(SyntaxMistake found) {
        var at = found.place();
        return new InvalidExpressionException(
                found.text() + place(at.line(), at.column()), reserved(found.token()));
    }

    private Optional<String> reserved(String word) {
        return columns.names().stream()
                .filter(word::equals)
                .findFirst()
                .map(column -> "a reserved word as a column goes in backquotes: `" + column + "`");
    }

    private String place(int line, int column) {
        String inLine = " at column " + column;
        return sql.contains("\n") ? inLine + " of line " + line : inLine;
    }
}
