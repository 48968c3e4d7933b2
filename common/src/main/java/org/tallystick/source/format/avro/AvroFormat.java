package org.tallystick.source.format.avro;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;

/**
 * Avro's binary form: in topics written with the event schema, in container files with the schema
 * that the file has in it.
 */
public final class AvroFormat implements EventFormat {

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public boolean isForFiles() {
        return true;
    }

    /**
     * The schema with which a container file was written.
     *
     * @param file from its beginning on
     * @throws BadRecordException one line, where it is no such file
     * @throws IOException where it cannot be read
     */
    public static Schema writerSchema(InputStream file) throws IOException {
        var input = new AvroInput(file);
        return AvroHead.read(input.next(), input).schema();
    }

    @Override
    public RecordRows rows(FormatUse use) {
        return new AvroRows(use, new WriterSchemas.Same());
    }
}
