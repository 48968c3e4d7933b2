package org.tallystick.jobs.local.init;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.tallystick.source.format.TextNumbers;

/** Which texts a column of a CSV file had. */
final class CsvColumn {
    /** Texts that may stand for null, and how often each did. */
    private final TreeMap<String, Long> nulls = new TreeMap<>();

    private final List<String> nullTexts;
    private long empty;
    private long whole;
    private long numbers;
    private long booleans;
    private long dates;
    private long others;

    /**
     * @param nullTexts texts that may stand for null
     */
    CsvColumn(List<String> nullTexts) {
        this.nullTexts = nullTexts;
    }

    void add(String field) {
        var text = field.strip();
        if (text.isEmpty()) {
            empty++;
        } else if (nullTexts.contains(field)) {
            nulls.merge(field, 1L, Long::sum);
        } else if (isNumber(text)) {
            numbers++;
            whole += TextNumbers.whole(text).isPresent() ? 1 : 0;
            dates += text.matches("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])") ? 1 : 0;
        } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            booleans++;
        } else {
            others++;
        }
    }

    /** Whether a text is no more than a number: 007 and +1 are more, and a long code is. */
    private static boolean isNumber(String text) {
        boolean digits = text.matches("-?\\d+");
        return TextNumbers.binary(text).isPresent()
                && !text.matches("\\+.*|-?0\\d.*")
                && (!digits || TextNumbers.whole(text).isPresent());
    }

    boolean hasEmpty() {
        return empty > 0;
    }

    /** Whether it has numbers, and texts that may stand for null. */
    boolean isNumber() {
        return numbers > 0 && others == 0 && booleans == 0 && dates < numbers;
    }

    /** What stands for null among its numbers, if that is one text. */
    Optional<String> nullText() {
        return isNumber() && nulls.size() == 1 ? Optional.of(nulls.firstKey()) : Optional.empty();
    }

    /**
     * The type of the column.
     *
     * @param nullText what stands for null in the file
     */
    Schema.Type type(Optional<String> nullText) {
        boolean onlyNulls = nulls.keySet().stream().allMatch(nullText.stream().toList()::contains);
        if (onlyNulls && isNumber()) {
            return whole == numbers ? Schema.Type.LONG : Schema.Type.DOUBLE;
        }
        boolean bool = booleans > 0 && numbers == 0 && others == 0 && onlyNulls;
        return bool ? Schema.Type.BOOLEAN : Schema.Type.STRING;
    }

    /** Whether some of its fields are null. */
    boolean isNullable(Optional<String> nullText) {
        return nullText.isPresent()
                ? nulls.containsKey(nullText.get())
                : empty > 0 && type(nullText) != Schema.Type.STRING;
    }
}
