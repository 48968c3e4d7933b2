package org.tallystick.sql;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.functions.SqlLikeUtils;

/** Checks the regular expressions that stand in an expression as literals. */
final class LiteralPatterns {
    private LiteralPatterns() {}

    /** Throws at the first that is none: it would fail, or be null, on every event. */
    static void check(Rex tree) throws InvalidExpressionException {
        for (var node : tree.all().toList()) {
            var operands = node.operands();
            if (operands.size() > 1 && operands.get(1).text().isPresent()) {
                var escape =
                        operands.size() > 2 ? operands.get(2).text() : Optional.<String>empty();
                check(node.operator(), operands.get(1).text().get(), escape.orElse(null));
            }
        }
    }

    private static void check(String operator, String pattern, String escape)
            throws InvalidExpressionException {
        try {
            if (operator.endsWith("SIMILAR TO")) {
                Pattern.compile(SqlLikeUtils.sqlToRegexSimilar(pattern, escape));
            } else if (operator.startsWith("REGEXP")) {
                Pattern.compile(pattern);
            }
        } catch (RuntimeException e) {
            // What the regular expressions throw has a drawing of the place behind its first line.
            throw new InvalidExpressionException(
                    "'%s' is no pattern for %s: %s".formatted(pattern, operator, Reason.of(e)),
                    Optional.empty());
        }
    }
}
