package org.tallystick.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;

/** The columns behind the fixed ones: an expression, however often it is used, is one of them. */
final class ProjectedColumns {
    private final Map<String, Column> byNormalForm = new LinkedHashMap<>();

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
        int next = Columns.FIRST + byNormalForm.size();
        return byNormalForm.computeIfAbsent(
                expression.normalForm(), form -> new Column(next, expression, at));
    }

    List<Column> all() {
        return List.copyOf(byNormalForm.values());
    }

    List<ScalarExpression> expressions() {
        return all().stream().map(Column::expression).toList();
    }

    /** Whether any expression reads this column of the event; some that do not may count, too. */
    boolean read(String eventColumn) {
        return byNormalForm.keySet().stream().anyMatch(form -> form.contains(quoted(eventColumn)));
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
