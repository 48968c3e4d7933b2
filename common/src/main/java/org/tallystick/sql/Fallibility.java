package org.tallystick.sql;

import java.util.Set;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * Knows which expressions have a value for every event. All others may fail; not to know one of
 * them costs a little time, nothing else.
 */
final class Fallibility {
    private static final Set<String> TOTAL =
            Set.of(
                    "=",
                    "<>",
                    "<",
                    "<=",
                    ">",
                    ">=",
                    "+",
                    "-",
                    "*",
                    "/",
                    "/INT",
                    "MOD",
                    "AND",
                    "OR",
                    "NOT",
                    "IS NULL",
                    "IS NOT NULL",
                    "IS TRUE",
                    "IS NOT TRUE",
                    "IS FALSE",
                    "IS NOT FALSE",
                    "CASE",
                    "COALESCE",
                    "IF",
                    "IFNULL",
                    "GREATEST",
                    "LEAST",
                    "TRY_CAST",
                    "Reinterpret",
                    "ABS",
                    "SIGN",
                    "CEIL",
                    "FLOOR",
                    "POWER",
                    "EXTRACT",
                    "UPPER",
                    "LOWER",
                    "CHAR_LENGTH",
                    "CHARACTER_LENGTH",
                    "TRIM",
                    "||",
                    "CONCAT");

    private Fallibility() {}

    /** Whether a tree with checked arithmetic may fail on some event. */
    static boolean mayFail(Rex tree) {
        return tree.all().anyMatch(Fallibility::mayFailItself);
    }

    private static boolean mayFailItself(Rex node) {
        if (!node.isCall() || TOTAL.contains(node.operator())) {
            return false;
        }
        return switch (node.operator()) {
            case "CAST" -> isText(node.operands().get(0));
            case "LIKE" -> !node.operands().get(1).isLiteral();
            default -> true;
        };
    }

    private static boolean isText(Rex node) {
        return node.type().is(LogicalTypeFamily.CHARACTER_STRING);
    }
}
