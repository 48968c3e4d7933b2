package org.tallystick.source.format.csv;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Reasons;
import org.tallystick.text.Spelling;

/**
 * Which field of a record belongs to which column.
 *
 * @param count how many fields a record has
 * @param fields for each column the number of its field
 * @param counted what has as many, for the message
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record CsvColumns(int count, int[] fields, String counted) {

    /** Columns in the order of the fields. */
    static CsvColumns inOrder(int count) {
        return new CsvColumns(count, IntStream.range(0, count).toArray(), "the schema");
    }

    /**
     * Columns by their names; others are passed over.
     *
     * @param columns what each may be called; its own name first
     * @throws BadRecordException where one has no field, or two
     */
    static CsvColumns named(List<String> header, List<? extends List<String>> columns)
            throws BadRecordException {
        int[] fields = new int[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = place(header, columns.get(i));
        }
        return new CsvColumns(header.size(), fields, "the header");
    }

    private static int place(List<String> header, List<String> names) throws BadRecordException {
        var column = names.get(0);
        int[] places =
                IntStream.range(0, header.size())
                        .filter(i -> names.contains(header.get(i)))
                        .toArray();
        if (places.length == 0) {
            throw new BadRecordException(
                    "the header of the file has no column '%s'%s; it has %s"
                            .formatted(
                                    column,
                                    Spelling.suggestion(column, new LinkedHashSet<>(header)),
                                    Reasons.shorten(String.join(", ", header))));
        }
        if (places.length > 1) {
            throw new BadRecordException(
                    "the header of the file has the column '%s' twice".formatted(column));
        }
        return places[0];
    }

    /** The number of a column's field. */
    int field(int column) {
        return fields[column];
    }

    void check(int found) throws BadRecordException {
        if (found != count) {
            throw new BadRecordException("%d field(s), %s has %d".formatted(found, counted, count));
        }
    }
}
