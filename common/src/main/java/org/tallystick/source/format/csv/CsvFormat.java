package org.tallystick.source.format.csv;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.TextValue;

/** CSV as RFC 4180 has it, and what is common beside that. */
public final class CsvFormat implements EventFormat {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Map<String, String> options() {
        return CsvOptions.descriptions();
    }

    @Override
    public boolean readsTimes() {
        return true;
    }

    @Override
    public boolean isForFiles() {
        return true;
    }

    @Override
    public RecordRows rows(FormatUse use) {
        CsvOptions.of(use.options());
        if (!use.files()) {
            refuseForTopics(use.options());
        }
        checkColumns(use.schema().rowType());
        return new CsvRows(use);
    }

    /** A topic has no beginning that every reader would see, and each of its records counts. */
    private static void refuseForTopics(Map<String, String> options) {
        for (String option : List.of(CsvOptions.HEADER, CsvOptions.COMMENT)) {
            if (options.containsKey(option)) {
                throw new InvalidOptionException(
                        option,
                        "'csv.%s' is for files: in a topic every record counts".formatted(option));
            }
        }
    }

    private static void checkColumns(RowType type) {
        for (var field : type.getFields()) {
            if (!TextValue.isFor(field.getType())) {
                throw new IllegalArgumentException(
                        "format csv cannot have field '%s', which is %s; it has texts, numbers, booleans, times and bytes"
                                .formatted(field.getName(), field.getType().asSummaryString()));
            }
        }
    }
}
