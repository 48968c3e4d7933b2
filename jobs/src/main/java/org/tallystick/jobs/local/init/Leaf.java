package org.tallystick.jobs.local.init;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;

/**
 * A single value of an event: a column, or a field of a record in one.
 *
 * @param path as a pipeline has it
 * @param type its type
 */
record Leaf(String path, LogicalType type) {

    /** All that an event has, in order. */
    static List<Leaf> of(RowType event) {
        var leaves = new ArrayList<Leaf>();
        add("", event, leaves);
        return leaves;
    }

    private static void add(String path, RowType record, List<Leaf> leaves) {
        for (var field : record.getFields()) {
            var at = ColumnPath.below(path, field.getName());
            if (field.getType() instanceof RowType inner) {
                add(at, inner, leaves);
            } else if (!field.getType().is(LogicalTypeFamily.CONSTRUCTED)) {
                leaves.add(new Leaf(at, field.getType()));
            }
        }
    }

    /** Its own name, without those of records around it. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** In how many records it is. */
    int depth() {
        return path.split("\\.", -1).length - 1;
    }

    /**
     * The words of its name, in small letters: of {@code createdAt} and {@code created_at} both.
     */
    List<String> words() {
        var apart = name().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return Arrays.stream(apart.split("_+", -1)).filter(each -> !each.isEmpty()).toList();
    }

    boolean isText() {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    boolean isNumber() {
        return type.is(LogicalTypeFamily.NUMERIC);
    }

    boolean isTime() {
        return type.is(LogicalTypeFamily.TIMESTAMP) || type.is(LogicalTypeRoot.DATE);
    }

    /** In SQL, whatever words are reserved there. */
    String sql() {
        return Arrays.stream(path.split("\\.", -1))
                .map(each -> "`" + each + "`")
                .collect(Collectors.joining("."));
    }
}
