package org.tallystick.source.format.avro;

import java.io.IOException;
import java.util.IdentityHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RecordRows;

/**
 * Avro records, resolved to the event schema as Avro's rules have it: defaults, aliases,
 * promotions.
 *
 * <p>Flink's own Avro format derives a schema of its own from the columns, so that enums and field
 * defaults are lost, and takes {@code timestamp-micros} for milliseconds; hence this one, which
 * reads with the schema as it stands.
 */
final class AvroRows implements RecordRows {
    private final EventSchema schema;
    private final WriterSchemas writers;
    private transient Schema reader;
    private transient AvroValue columns;
    private transient IdentityHashMap<Schema, GenericDatumReader<GenericRecord>> readers;
    private transient BinaryDecoder decoder;

    AvroRows(EventSchema schema, WriterSchemas writers) {
        this.schema = schema;
        this.writers = writers;
    }

    @Override
    public void open() {
        reader = new Schema.Parser().parse(schema.avro());
        columns = AvroValue.of(schema.rowType());
        readers = new IdentityHashMap<>();
    }

    @Override
    public GenericRowData read(byte[] message, byte[] head) throws IOException {
        var writer = writers.of(message).orElse(reader);
        int start = writers.headerLength();
        decoder =
                DecoderFactory.get().binaryDecoder(message, start, message.length - start, decoder);
        var row = (GenericRowData) columns.of(readerFor(writer).read(null, decoder));
        if (!decoder.isEnd()) {
            throw new BadRecordException("something follows the Avro record");
        }
        return row;
    }

    private GenericDatumReader<GenericRecord> readerFor(Schema writer) throws IOException {
        var known = readers.get(writer);
        if (known != null) {
            return known;
        }
        try {
            var made = new GenericDatumReader<GenericRecord>(writer, reader);
            readers.put(writer, made);
            return made;
        } catch (AvroRuntimeException e) {
            throw new IOException(e);
        }
    }
}
