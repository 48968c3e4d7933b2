package org.tallystick.source.format.csv;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordEnds;

/** CSV records as texts, where there is no schema yet: split as a pipeline's records are. */
public final class CsvTexts {
    private final CsvOptions options;
    private final CsvFields fields;

    /**
     * @param given options of the format, by their names
     * @throws InvalidOptionException where one is wrong
     */
    public CsvTexts(Map<String, String> given) {
        options = CsvOptions.of(given);
        fields = new CsvFields(options);
    }

    /** Where the records of a file end. */
    public RecordEnds ends() {
        return new CsvEnds(options);
    }

    /**
     * The fields of a record, without quotes around them.
     *
     * @throws BadRecordException where it is not one record
     */
    public List<String> of(byte[] record) throws BadRecordException {
        fields.split(record);
        return IntStream.range(0, fields.count()).mapToObj(fields::text).toList();
    }
}
