package org.tallystick.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;
import org.tallystick.event.EventTime;
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
        missing(events.time(), "events.time").or(() -> unfit(events)).ifPresent(problems::add);
        for (int i = 0; i < events.id().size(); i++) {
            missing(events.id().get(i), "events.id[" + i + "]").ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> missing(String column, String at) {
        if (ColumnPath.of(type, column).isPresent()) {
            return Optional.empty();
        }
        var hint = new ColumnNames(type.getFieldNames()).hint(column);
        return Optional.of(new Problem(at, "unknown column '" + column + "'", Optional.of(hint)));
    }

    private Optional<Problem> unfit(Events events) {
        var found = timeType(events);
        if (EventTime.fits(found, events.timeForm())) {
            return Optional.empty();
        }
        var what =
                "'%s' is %s, no time".formatted(events.time(), found.copy(true).asSummaryString());
        return Optional.of(new Problem("events.time", what, Optional.of(instead(found))));
    }

    private static String instead(LogicalType found) {
        return switch (found.getTypeRoot()) {
            case INTEGER, BIGINT, DECIMAL, DOUBLE ->
                    "say what it counts since 1970: time-unit: s, ms, us or ns";
            case DATE -> "a date has neither time-format nor time-unit";
            default ->
                    "make it timestamp-millis or timestamp-micros in the schema, or a string in ISO-8601";
        };
    }

    private LogicalType timeType(Events events) {
        return ColumnPath.of(type, events.time()).orElseThrow().type();
    }
}
