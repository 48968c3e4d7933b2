package org.tallystick.query;

import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink's parser, out of the planner that is there for expressions anyway. It comes with an
 * environment that is never run, with the settings that Flink has by itself.
 */
final class FlinkParser {
    private final TableEnvironmentImpl tables;
    private final Object parser;

    FlinkParser() {
        var settings = EnvironmentSettings.newInstance().inStreamingMode();
        tables =
                (TableEnvironmentImpl)
                        TableEnvironment.create(
                                settings.withConfiguration(new Configuration()).build());
        parser =
                HiddenCall.of(
                        HiddenCall.of(tables.getPlanner(), "plannerContext"),
                        "createCalciteParser");
    }

    /**
     * The statements of a text.
     *
     * @throws RefusedException where it is no SQL
     */
    List<Syntax> statements(String sql) throws RefusedException {
        try {
            return Syntax.of(HiddenCall.of(parser, "parseSqlList", sql)).children();
        } catch (SqlParserException e) {
            throw sql.isBlank()
                    ? new RefusedException(Place.START, "the query is empty")
                    : mistake(e);
        }
    }

    private static RefusedException mistake(SqlParserException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            var found = SyntaxMistake.in(String.valueOf(cause.getMessage()));
            if (found.isPresent()) {
                return new RefusedException(found.get().place(), found.get().text());
            }
        }
        var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new RefusedException(Place.START, message);
    }

    /** An expression by itself; empty where the text is none. */
    Optional<Syntax> expression(String sql) {
        try {
            return Optional.of(Syntax.of(HiddenCall.of(parser, "parseExpression", sql)));
        } catch (SqlParserException e) {
            return Optional.empty();
        }
    }

    /** The type that SQL has for an expression; empty where it refuses it, which others tell. */
    Optional<LogicalType> type(String sql, RowType columns) {
        try {
            var resolved = tables.getParser().parseSqlExpression(sql, columns, null);
            return Optional.of(resolved.getOutputDataType().getLogicalType());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
