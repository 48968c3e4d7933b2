package org.tallystick.jobs.archive;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Term;

/**
 * How much event time the partition of a data file is about, from the shortest on.
 *
 * <p>A table has a partition spec for each of them. Iceberg keeps with every file the spec that it
 * was written by, and a reader passes over files by that and by the bounds of their columns.
 */
enum FileSpan {
    HOUR("hour"),
    DAY("day"),
    MONTH("month"),
    YEAR("year"),
    ALL("none");

    private static final int HOURS_OF_DAY = 24;
    private static final LocalDate EPOCH = LocalDate.EPOCH;

    private final String transform;

    FileSpan(String transform) {
        this.transform = transform;
    }

    /** The partition that an hour since 1970 belongs to, as Iceberg counts it: units since 1970. */
    int partition(long hour) {
        long day = Math.floorDiv(hour, HOURS_OF_DAY);
        return switch (this) {
            case HOUR -> Math.toIntExact(hour);
            case DAY -> Math.toIntExact(day);
            case MONTH -> Math.toIntExact(months(day));
            case YEAR -> LocalDate.ofEpochDay(day).getYear() - EPOCH.getYear();
            case ALL -> 0;
        };
    }

    private static long months(long day) {
        var first = LocalDate.ofEpochDay(day).withDayOfMonth(1);
        return ChronoUnit.MONTHS.between(EPOCH, first);
    }

    /** The table's spec of this span, the newest if it has several. */
    Optional<PartitionSpec> spec(Table table, String time) {
        return table.specs().values().stream()
                .filter(spec -> isOf(spec, time))
                .max((left, right) -> Integer.compare(left.specId(), right.specId()));
    }

    /** Whether files of a spec are of this span. */
    boolean isOf(PartitionSpec spec, String time) {
        if (this == ALL) {
            return spec.isUnpartitioned();
        }
        if (spec.fields().size() != 1) {
            return false;
        }
        var field = spec.fields().get(0);
        return field.transform().toString().equals(transform)
                && time.equals(spec.schema().findColumnName(field.sourceId()));
    }

    /** Makes an update of the default spec one that adds this span's beside it. */
    void add(UpdatePartitionSpec update, PartitionSpec standing, String time) {
        standing.fields().forEach(field -> update.removeField(field.name()));
        if (this != ALL) {
            update.addField(term(time));
        }
        update.addNonDefaultSpec().commit();
    }

    Term term(String time) {
        return switch (this) {
            case HOUR -> Expressions.hour(time);
            case DAY -> Expressions.day(time);
            case MONTH -> Expressions.month(time);
            case YEAR -> Expressions.year(time);
            case ALL -> throw new IllegalStateException("no partition has no term");
        };
    }
}
