package org.tallystick.jobs.local.cli;

import org.tallystick.aggregate.Aggregates;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.sql.SqlExamples;

/** What metrics may be made of, for people. */
final class FunctionsText {
    private FunctionsText() {}

    static String text() {
        return "Aggregates, over expressions x; nulls are passed over:\n\n"
                + aggregates()
                + "\n\nExpressions, in filters, keys and arguments: Flink SQL over one event. All scalar functions\n"
                + "that depend on the event alone may be used; those that people look for:\n\n"
                + examples();
    }

    private static TextTable aggregates() {
        var table = new TextTable();
        for (var name : Aggregates.names()) {
            var signature = Aggregates.signature(name);
            table.row("  " + signature.example(), signature.meaning());
        }
        return table;
    }

    private static TextTable examples() {
        var table = new TextTable();
        var group = "";
        for (var example : SqlExamples.all()) {
            if (!example.group().equals(group)) {
                group = example.group();
                table.row(group);
            }
            table.row("  " + example.sql(), example.value());
        }
        return table;
    }
}
