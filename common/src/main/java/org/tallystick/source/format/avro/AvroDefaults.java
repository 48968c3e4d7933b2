package org.tallystick.source.format.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Reasons;

/** Defaults of the event schema's fields, as columns have them. */
public final class AvroDefaults {
    private AvroDefaults() {}

    /**
     * The default of a field in Flink's form; may be null.
     *
     * @param field one that has a default
     * @param path its name, behind those of the records around it
     * @param type the type of its column
     * @throws IllegalArgumentException where the default is none; the message is one line
     */
    public static Object of(Schema.Field field, String path, LogicalType type) {
        try {
            return read(field, AvroTarget.of(path, field.schema(), type));
        } catch (BadRecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The same, in the form of a value that was written: it is written, and read again. */
    static Object read(Schema.Field field, AvroTarget target) throws BadRecordException {
        try {
            var out = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            var value = GenericData.get().getDefaultValue(field);
            new GenericDatumWriter<>(field.schema()).write(value, encoder);
            encoder.flush();
            var bytes = new AvroBytes();
            bytes.open(out.toByteArray(), 0);
            return new AvroColumns().of(field.schema(), target).read(bytes);
        } catch (IOException | AvroRuntimeException e) {
            throw new BadRecordException(
                    "field '%s': its default is none: %s".formatted(target.path(), Reasons.of(e)));
        }
    }
}
