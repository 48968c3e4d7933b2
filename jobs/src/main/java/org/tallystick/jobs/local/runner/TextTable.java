package org.tallystick.jobs.local.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in aligned columns: numbers to the right, text to the left. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * Adds a row of whole numbers and texts; a shorter row than others has empty cells at its end.
     */
    public TextTable row(String label, Object... cells) {
        var row = new ArrayList<Cell>();
        row.add(new Cell(label, false));
        for (var cell : cells) {
            row.add(cell(cell));
        }
        rows.add(row);
        return this;
    }

    private static Cell cell(Object value) {
        return value instanceof Number number
                ? new Cell(String.format(Locale.ROOT, "%,d", number.longValue()), true)
                : new Cell(String.valueOf(value), false);
    }

    /** The table, lines without a space at their end. */
    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).text().length())
                .max()
                .orElse(0);
    }

    private static String line(List<Cell> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column).padded(widths[column]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private record Cell(String text, boolean number) {

        String padded(int width) {
            var spaces = " ".repeat(width - text.length());
            return number ? spaces + text : text + spaces;
        }
    }
}
