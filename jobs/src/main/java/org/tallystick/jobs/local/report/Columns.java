package org.tallystick.jobs.local.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a page. Numbers stand to the right. */
final class Columns {
    private static final int LONG = 40;

    private final List<String> names;
    private List<Boolean> numbers = List.of();
    private final List<String> rows = new ArrayList<>();

    Columns(String... names) {
        this.names = List.of(names);
    }

    /** Texts, and whole numbers. */
    Columns row(Object... values) {
        return row("", values);
    }

    /** The sum of those above. */
    Columns total(Object... values) {
        return row("total", values);
    }

    private Columns row(String kind, Object... values) {
        numbers = Arrays.stream(values).map(Long.class::isInstance).toList();
        var cells = Arrays.stream(values).map(Columns::cell).collect(Collectors.joining());
        rows.add(Markup.element("tr", kind.isEmpty() ? "" : "class=\"" + kind + "\"", cells));
        return this;
    }

    private static String cell(Object value) {
        return value instanceof Long number
                ? "<td class=\"number\">" + Markup.number(number) + "</td>"
                : "<td>" + breaking(value.toString()) + "</td>";
    }

    /** Keys and aggregates are long, and have no blanks to break a line at. */
    private static String breaking(String text) {
        var escaped = Markup.escaped(text);
        return text.length() > LONG ? escaped.replace(",", ",<wbr/>") : escaped;
    }

    private String head() {
        var head = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            boolean number = i < numbers.size() && numbers.get(i);
            head.append(number ? "<th class=\"number\">" : "<th>")
                    .append(Markup.escaped(names.get(i)))
                    .append("</th>");
        }
        return head.toString();
    }

    /** With an identity in the page. */
    String text(String id) {
        return Markup.element(
                "div",
                "class=\"wide\"",
                Markup.element(
                        "table",
                        "id=\"" + id + "\"",
                        "<thead><tr>"
                                + head()
                                + "</tr></thead>\n<tbody>\n"
                                + String.join("", rows)
                                + "</tbody>"));
    }
}
