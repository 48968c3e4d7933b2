package org.tallystick.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;

/**
 * The columns behind the fixed ones: an expression, however often it is used, is one of them, but
 * for those that are a metric's own.
 */
final class ProjectedColumns {
    private final Map<String, Column> byNormalForm = new HashMap<>();
    private final List<Column> all = new ArrayList<>();

    /**
     * One of them.
     *
     * @param number where it stands in the projected event
     * @param at where the pipeline has it first
     */
    record Column(int number, ScalarExpression expression, String at) {
        String normalForm() {
            return expression.normalForm();
        }

        ValueType type() {
            return expression.type().value();
        }
    }

    Column add(ScalarExpression expression, String at) {
        return byNormalForm.computeIfAbsent(
                expression.normalForm(), form -> addOwn(expression, at));
    }

    /** A column that nothing else reads, even if it is the same expression. */
    Column addOwn(ScalarExpression expression, String at) {
        var column = new Column(Columns.FIRST + all.size(), expression, at);
        all.add(column);
        return column;
    }

    /** The column of that number. */
    Column column(int number) {
        return all.get(number - Columns.FIRST);
    }

    List<Column> all() {
        return List.copyOf(all);
    }

    List<ScalarExpression> expressions() {
        return all().stream().map(Column::expression).toList();
    }

    /** Whether any expression reads this column of the event; some that do not may count, too. */
    boolean read(String eventColumn) {
        return all.stream()
                .map(column -> column.expression().normalForm())
                .anyMatch(form -> form.contains(quoted(eventColumn)));
    }

    private static String quoted(String column) {
        return "`" + column + "`";
    }

    /** The types of all columns of the projected event. */
    List<ValueType> types() {
        var types = new ArrayList<>(Collections.nCopies(Columns.FIRST, ValueType.LONG));
        all().forEach(column -> types.add(column.type()));
        return types;
    }
}
