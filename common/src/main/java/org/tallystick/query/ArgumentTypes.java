package org.tallystick.query;

import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** The types that SQL has for the arguments of aggregates. */
record ArgumentTypes(FlinkParser parser, EventTable events) {

    /**
     * Refuses a call whose result SQL would cut off or round to its argument's type, where here it
     * is a DOUBLE: only of those are both the same.
     */
    void checkDouble(Syntax call, String argument) throws RefusedException {
        var type = events.columns().flatMap(columns -> parser.type(argument, columns));
        if (type.isEmpty() || type.get().is(LogicalTypeRoot.DOUBLE)) {
            return;
        }
        var name = call.function();
        var of = type.get().copy(true).asSummaryString();
        throw new RefusedException(
                call,
                "%s of %s is cut or rounded to such a type in SQL, and a DOUBLE here: write %s(CAST(%s AS DOUBLE))"
                        .formatted(name, of, name, argument));
    }
}
