package org.tallystick.source.format.csv;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.tallystick.source.format.BadRecordException;

/**
 * Flink's CSV format for records of one line. Of a record of several it would take the first and
 * drop the others without a word.
 */
public final class SingleLineCsv implements DeserializationSchema<RowData> {
    private final DeserializationSchema<RowData> csv;
    private final char quote;

    /**
     * @param quote the quote character, within which a line may end
     */
    public SingleLineCsv(DeserializationSchema<RowData> csv, char quote) {
        this.csv = csv;
        this.quote = quote;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        csv.open(context);
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        if (isSeveralLines(message)) {
            throw new BadRecordException("several lines in one record");
        }
        csv.deserialize(message, out);
    }

    @Override
    public RowData deserialize(byte[] message) {
        throw new UnsupportedOperationException("rows go to a collector");
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

    @Override
    public boolean isEndOfStream(RowData row) {
        return csv.isEndOfStream(row);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return csv.getProducedType();
    }
}
