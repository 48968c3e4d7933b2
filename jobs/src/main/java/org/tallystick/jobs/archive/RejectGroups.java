package org.tallystick.jobs.archive;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.types.Row;
import org.tallystick.jobs.archive.ArchiveQuery.Rows;

/** Rejects, counted by kind and by what is left of the reason without the values in it. */
final class RejectGroups {
    private static final List<String> COLUMNS =
            List.of("kind", "reason", "count", "first", "last", "example");

    private static final String ANY = "\u2026";
    private static final Pattern VALUE = Pattern.compile("(field '[^']*': ).*( is not .*)");
    private static final Pattern TIME = Pattern.compile("(event time '[^']*': ).*?(: .*)");
    private static final Pattern FIELD = Pattern.compile("((?:field '[^']*')?)(.*)");

    /** A word with a digit in it, unless it is in quotes: that is a name. */
    private static final Pattern NUMBER = Pattern.compile("(?<![^\\s(,])[^\\s(),']*\\d[^\\s(),']*");

    private final Map<Key, Group> groups = new HashMap<>();

    private record Key(String kind, String reason) {}

    private record Position(String topic, int partition, long offset)
            implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                comparing(Position::topic)
                        .thenComparing(Position::partition)
                        .thenComparing(Position::offset);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return topic + ":" + partition + ":" + offset;
        }
    }

    /** The example is that of the first position. */
    private record Group(long count, Position first, Position last, String example) {

        Group and(Group other) {
            boolean before = first.compareTo(other.first) <= 0;
            return new Group(
                    count + other.count,
                    before ? first : other.first,
                    last.compareTo(other.last) >= 0 ? last : other.last,
                    before ? example : other.example);
        }
    }

    /** Adds a row of the table {@code rejects}. */
    void add(Row row) {
        var reason = String.valueOf(row.getField("reason"));
        var at =
                new Position(
                        String.valueOf(row.getField("topic")),
                        (int) row.getField("partition"),
                        (long) row.getField("offset"));
        groups.merge(
                new Key(String.valueOf(row.getField("kind")), shape(reason)),
                new Group(1, at, at, reason),
                Group::and);
    }

    /** A reason without the values in it: of many records it is the same. */
    static String shape(String reason) {
        var value = VALUE.matcher(reason);
        if (value.matches()) {
            return value.group(1) + ANY + value.group(2);
        }
        var time = TIME.matcher(reason);
        if (time.matches()) {
            return time.group(1) + ANY + withoutNumbers(time.group(2));
        }
        var field = FIELD.matcher(reason);
        return field.matches() ? field.group(1) + withoutNumbers(field.group(2)) : reason;
    }

    private static String withoutNumbers(String text) {
        return NUMBER.matcher(text).replaceAll(ANY);
    }

    /** The largest groups, and of equal ones the first by kind and reason. */
    Rows rows(int limit) {
        var order =
                Comparator.comparingLong((Map.Entry<Key, Group> each) -> -each.getValue().count())
                        .thenComparing(each -> each.getKey().kind())
                        .thenComparing(each -> each.getKey().reason());
        var rows =
                groups.entrySet().stream()
                        .sorted(order)
                        .limit(limit)
                        .map(each -> row(each.getKey(), each.getValue()))
                        .toList();
        return new Rows(COLUMNS, rows, groups.size() > limit);
    }

    private static Row row(Key key, Group group) {
        var row = Row.withNames();
        var values =
                List.<Object>of(
                        key.kind(),
                        key.reason(),
                        group.count(),
                        group.first().toString(),
                        group.last().toString(),
                        group.example());
        for (int i = 0; i < values.size(); i++) {
            row.setField(COLUMNS.get(i), values.get(i));
        }
        return row;
    }
}
