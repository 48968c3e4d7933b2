package org.tallystick.jobs.local.init;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.tallystick.source.files.FilesSample;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.TextNumbers;
import org.tallystick.source.format.csv.CsvTexts;

/**
 * The event schema of a CSV file, and how it is written.
 *
 * <p>A column is a long if all its texts are whole numbers, a double if all are numbers, boolean if
 * all are true or false; else it is a text. Where a number is missing, it is nullable. Numbers that
 * begin with a zero or a plus are texts: as numbers they would lose it.
 */
final class CsvSample {
    private static final Map<String, String> DELIMITERS = delimiters();
    private static final List<String> NULLS =
            List.of("NA", "N/A", "null", "NULL", "\\N", "None", "-");
    private static final int LINES_LOOKED_AT = 20;

    private final FilesSample file;
    private final int limit;
    private final int maxBytes;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param limit how many records to look at
     * @param maxBytes the size of the largest, bytes
     */
    CsvSample(FilesSample file, int limit, int maxBytes) {
        this.file = file;
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    /** Delimiters by what a pipeline calls them, the likeliest first. */
    private static Map<String, String> delimiters() {
        var delimiters = new LinkedHashMap<String, String>();
        List.of(",", ";", "|").forEach(each -> delimiters.put(each, each));
        delimiters.put("\\t", "\t");
        return delimiters;
    }

    /** What was found; nothing in a file without records. */
    Optional<Found> found(String name) throws IOException {
        var options = new LinkedHashMap<String, String>();
        var delimiter = delimiter();
        if (!delimiter.equals(",")) {
            options.put("field-delimiter", delimiter);
        }
        var records = records(options, limit + 1);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        boolean header = isHeader(records.get(0));
        if (header) {
            options.put("header", "true");
        } else {
            notes.add("The file does not begin with names of its columns: they are numbered here.");
        }
        var names = header ? records.get(0) : numbered(records.get(0).size());
        var columns = columns(names.size(), header ? records.subList(1, records.size()) : records);
        nullText(columns).ifPresent(text -> options.put("null-literal", text));
        return Optional.of(new Found("csv", options, schema(name, names, columns, options), notes));
    }

    /** The one by which the first lines have most fields, as many in each. */
    private String delimiter() throws IOException {
        var best = ",";
        int most = 1;
        for (var delimiter : DELIMITERS.keySet()) {
            var records = records(Map.of("field-delimiter", delimiter), LINES_LOOKED_AT);
            var counts = records.stream().map(List::size).distinct().toList();
            if (counts.size() == 1 && counts.get(0) > most) {
                most = counts.get(0);
                best = delimiter;
            }
        }
        return best;
    }

    private List<List<String>> records(Map<String, String> options, int count) throws IOException {
        var texts = new CsvTexts(options);
        var records = new ArrayList<List<String>>();
        var bytes = new AtomicLong();
        Predicate<byte[]> add =
                record -> {
                    try {
                        records.add(texts.of(record));
                    } catch (BadRecordException e) {
                        return true; // the decoder will reject it
                    }
                    return records.size() < count && bytes.addAndGet(record.length) < Init.BYTES;
                };
        file.split(texts.ends(), maxBytes, add);
        return records;
    }

    /** Names are not empty, differ, and are no numbers. */
    private static boolean isHeader(List<String> first) {
        return new HashSet<>(first).size() == first.size()
                && first.stream()
                        .noneMatch(each -> each.isBlank() || TextNumbers.binary(each).isPresent());
    }

    private static List<String> numbered(int count) {
        var names = new ArrayList<String>();
        for (int i = 1; i <= count; i++) {
            names.add("column_" + i);
        }
        return names;
    }

    private static List<CsvColumn> columns(int count, List<List<String>> records) {
        var columns = new ArrayList<CsvColumn>();
        for (int i = 0; i < count; i++) {
            var column = new CsvColumn(NULLS);
            for (var record : records) {
                if (record.size() == count) {
                    column.add(record.get(i));
                }
            }
            columns.add(column);
        }
        return columns;
    }

    /** What stands for null, if numbers have such a text in place of an empty one. */
    private static Optional<String> nullText(List<CsvColumn> columns) {
        boolean empty = columns.stream().anyMatch(each -> each.isNumber() && each.hasEmpty());
        return empty
                ? Optional.empty()
                : columns.stream().flatMap(each -> each.nullText().stream()).findFirst();
    }

    private static Schema schema(
            String name, List<String> names, List<CsvColumn> columns, Map<String, String> options) {
        var nullText = Optional.ofNullable(options.get("null-literal"));
        var avro = new AvroNames();
        var fields = new ArrayList<Schema.Field>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var type = Schema.create(column.type(nullText));
            var written = names.get(i);
            fields.add(
                    Fields.of(
                            avro.of(written), type, column.isNullable(nullText), Set.of(written)));
        }
        return Schema.createRecord(name, null, null, false, fields);
    }
}
