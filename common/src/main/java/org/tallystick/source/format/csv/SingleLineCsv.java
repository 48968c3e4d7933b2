package org.tallystick.source.format.csv;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RecordRows;

/**
 * Flink's CSV format for records of one line. Of a record of several it would take the first and
 * drop the others without a word.
 */
final class SingleLineCsv implements RecordRows {
    private final DeserializationSchema<RowData> csv;
    private final char quote;
    private transient OneRow rows;

    /**
     * @param quote the quote character, within which a line may end
     */
    SingleLineCsv(DeserializationSchema<RowData> csv, char quote) {
        this.csv = csv;
        this.quote = quote;
    }

    @Override
    public void open() {
        rows = new OneRow();
        try {
            csv.open(null);
        } catch (Exception e) { // declared, never thrown
            throw new IllegalStateException(e);
        }
    }

    @Override
    public GenericRowData read(byte[] message, byte[] head) throws IOException {
        if (isSeveralLines(message)) {
            throw new BadRecordException("several lines in one record");
        }
        rows.clear();
        csv.deserialize(message, rows);
        return rows.only();
    }

    private boolean isSeveralLines(byte[] message) {
        boolean quoted = false;
        for (int i = 0; i < message.length - 1; i++) {
            quoted ^= message[i] == quote;
            if (message[i] == '\n' && !quoted) {
                return true;
            }
        }
        return false;
    }
}
