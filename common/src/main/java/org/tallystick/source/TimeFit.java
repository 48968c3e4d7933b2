package org.tallystick.source;

import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Problem;

/**
 * Whether what a pipeline says of how event time is written can hold for its format: where the
 * schema says it all, there is nothing left to say.
 */
public final class TimeFit {
    private TimeFit() {}

    /**
     * What does not fit, if anything.
     *
     * @param schema the event schema's columns
     * @param format the name of a known format
     */
    public static Optional<Problem> problem(Events events, RowType schema, String format) {
        var column = ColumnPath.of(schema, events.time());
        if (Formats.of(format).readsTimes()
                || column.isEmpty()
                || !column.get().type().is(LogicalTypeFamily.TIMESTAMP)) {
            return Optional.empty();
        }
        var form = events.timeForm();
        return form.format()
                .map(any -> noText(events))
                .or(() -> form.unit().map(any -> said(events)));
    }

    private static Problem noText(Events events) {
        return new Problem(
                "events.time-format",
                "'%s' is no text in this format".formatted(events.time()),
                Optional.of("leave it out"));
    }

    private static Problem said(Events events) {
        return new Problem(
                "events.time-unit",
                "the schema says already what '%s' counts".formatted(events.time()),
                Optional.of("make it a long there, without logicalType"));
    }
}
