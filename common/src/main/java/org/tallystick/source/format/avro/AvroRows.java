package org.tallystick.source.format.avro;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.ContainerFiles;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;

/**
 * Avro records, resolved to the event schema as Avro's rules have it (defaults, aliases,
 * promotions) and its logical types as {@link AvroColumns} has it.
 *
 * <p>Flink's own Avro format derives a schema of its own from the columns, so that enums and field
 * defaults are lost, and takes {@code timestamp-micros} for milliseconds. Avro's own reader
 * resolves what is stored and not what is meant, and believes every length that it reads. Hence
 * this one, which reads the schemas as they stand, and bytes only where there are any.
 */
final class AvroRows implements RecordRows {
    private final EventSchema schema;
    private final WriterSchemas writers;
    private final int width;
    private final int[] unread;
    private final boolean files;
    private transient AvroTarget event;
    private transient Schema reader;
    private transient IdentityHashMap<Schema, AvroRecord> records;
    private transient AvroBytes bytes;

    /** The head of the file that is being read, and the schema in it. */
    private transient byte[] head;

    private transient Schema headSchema;

    AvroRows(FormatUse use, WriterSchemas writers) {
        schema = use.schema();
        width = use.width();
        unread = use.unread();
        files = use.files();
        this.writers = writers;
    }

    @Override
    public void open() {
        reader = new Schema.Parser().parse(schema.avro());
        event = AvroTarget.of("", reader, schema.rowType());
        records = new IdentityHashMap<>();
        bytes = new AvroBytes();
    }

    @Override
    public Optional<ContainerFiles> containers() {
        return files ? Optional.of(AvroFile::open) : Optional.empty();
    }

    @Override
    public GenericRowData read(byte[] message, byte[] fileHead) throws IOException {
        var writer = fileHead == null ? writers.of(message).orElse(reader) : schemaOf(fileHead);
        bytes.open(message, fileHead == null ? writers.headerLength() : 0);
        var row = record(writer).read(bytes);
        if (!bytes.isAtEnd()) {
            throw new BadRecordException("something follows the Avro record");
        }
        return row;
    }

    private Schema schemaOf(byte[] fileHead) throws IOException {
        if (fileHead != head) {
            headSchema = AvroHead.of(fileHead).schema();
            head = fileHead;
        }
        return headSchema;
    }

    private AvroRecord record(Schema writer) throws BadRecordException {
        if (writer.getType() != Schema.Type.RECORD) {
            throw new BadRecordException(
                    "written as an Avro %s, not as a record".formatted(AvroScalars.told(writer)));
        }
        return records.computeIfAbsent(
                writer, each -> new AvroColumns().record(each, event, width, unread));
    }
}
