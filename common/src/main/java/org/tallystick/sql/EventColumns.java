package org.tallystick.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Problem;

/**
 * Checks that the columns which make an event of a row are there and fit.
 *
 * @param type the event schema's columns
 */
record EventColumns(RowType type) {

    List<Problem> check(Events events) {
        List<Problem> problems = new ArrayList<>();
        missing(events.time(), "events.time")
                .or(() -> unfit(events.time(), "events.time"))
                .ifPresent(problems::add);
        for (int i = 0; i < events.id().size(); i++) {
            missing(events.id().get(i), "events.id[" + i + "]").ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> missing(String column, String at) {
        if (type.getFieldNames().contains(column)) {
            return Optional.empty();
        }
        var hint = new ColumnNames(type.getFieldNames()).hint(column);
        return Optional.of(new Problem(at, "unknown column '" + column + "'", Optional.of(hint)));
    }

    private Optional<Problem> unfit(String column, String at) {
        LogicalType found = type.getTypeAt(type.getFieldIndex(column));
        return switch (found.getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE, CHAR, VARCHAR ->
                    Optional.empty();
            default ->
                    Optional.of(
                            new Problem(
                                    at,
                                    "'%s' is %s, no time"
                                            .formatted(column, found.copy(true).asSummaryString()),
                                    Optional.of(
                                            "make it timestamp-millis or timestamp-micros in the"
                                                    + " schema, or a string in ISO-8601")));
        };
    }
}
