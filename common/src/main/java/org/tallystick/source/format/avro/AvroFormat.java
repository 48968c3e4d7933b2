package org.tallystick.source.format.avro;

import java.util.Map;
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

    @Override
    public RecordRows rows(FormatUse use) {
        return new AvroRows(use, new WriterSchemas.Same());
    }
}
