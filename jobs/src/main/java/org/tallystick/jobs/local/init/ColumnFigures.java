package org.tallystick.jobs.local.init;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;

/**
 * What a sample's events have in one place.
 *
 * @param leaf the place
 * @param events how many there are
 * @param values how many of them have a value there
 * @param distinct how many values differ
 */
record ColumnFigures(Leaf leaf, int events, int values, int distinct) {
    private static final Set<String> NAME_THINGS =
            Set.of("id", "uuid", "guid", "key", "ident", "identifier", "code", "no", "number");

    /** No measures, though they are numbers. */
    private static final Set<String> NO_MEASURES =
            Set.of(
                    "lat",
                    "latitude",
                    "lon",
                    "lng",
                    "long",
                    "longitude",
                    "zip",
                    "zipcode",
                    "code",
                    "year",
                    "month",
                    "day",
                    "hour",
                    "tz",
                    "index",
                    "version",
                    "offset",
                    "phone");

    /** The most values of a key, and those that a person can look through. */
    private static final int MANY = 1000;

    private static final int FEW = 20;

    static ColumnFigures of(Leaf leaf, RowType columns, List<RowData> events) {
        var path = ColumnPath.of(columns, leaf.path()).orElseThrow();
        var getter = RowData.createFieldGetter(leaf.type(), path.column());
        var distinct = new HashSet<Object>();
        int values = 0;
        for (var event : events) {
            if (!path.isNull(event)) {
                values++;
                distinct.add(getter.getFieldOrNull(path.row(event)));
            }
        }
        return new ColumnFigures(leaf, events.size(), values, distinct.size());
    }

    /** Whether it may identify an event: no two have the same, and its name says so. */
    boolean isId() {
        boolean unique = events > 1 && values == events && distinct == events;
        return unique && isNamedId() && (leaf.isText() || leaf.isNumber());
    }

    /** The lower, the likelier: one that is called id, and not deep inside. */
    int idRank() {
        return leaf.depth() + (leaf.words().contains("id") ? 0 : 10);
    }

    private boolean isNamedId() {
        var words = leaf.words();
        return !words.isEmpty() && NAME_THINGS.contains(words.get(words.size() - 1));
    }

    /** Whether it makes a good key: a text whose values come again and again. */
    boolean isKey() {
        return leaf.isText()
                && leaf.name().length() < 50
                && distinct > 1
                && distinct <= MANY
                && distinct * 5 <= values;
    }

    /** Whether it has few values. */
    boolean isShort() {
        return distinct <= FEW;
    }

    /** Whether it is worth an average: a number of many values that counts or measures. */
    boolean isMeasure() {
        return leaf.isNumber()
                && leaf.name().length() < 50
                && distinct > 2
                && values * 2 >= events
                && !isNamedId()
                && leaf.words().stream().noneMatch(NO_MEASURES::contains);
    }
}
