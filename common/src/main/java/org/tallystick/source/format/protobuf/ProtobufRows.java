package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.RecordRows;

/** Rows of messages of one type. */
final class ProtobufRows implements RecordRows {
    private final byte[] descriptorSet;
    private final String name;
    private final EventSchema schema;
    private final int width;
    private transient ProtoMessage message;
    private transient ProtoBytes in;

    /**
     * @param descriptorSet what {@code protoc} writes
     * @param name of a message in it that fits the schema
     * @param width how many fields the rows have; those beyond the schema's are left null
     */
    ProtobufRows(byte[] descriptorSet, String name, EventSchema schema, int width) {
        this.descriptorSet = descriptorSet;
        this.name = name;
        this.schema = schema;
        this.width = width;
    }

    /**
     * How messages of a type become rows.
     *
     * @throws BadRecordException where they cannot
     */
    static ProtoMessage plan(Descriptor type, EventSchema schema, int width)
            throws BadRecordException {
        var target = new ProtoTarget("", schema.avroSchema(), schema.rowType());
        return new ProtoMessage(type, target, width);
    }

    @Override
    public void open() {
        try {
            message = plan(ProtobufFormat.message(descriptorSet, name), schema, width);
        } catch (BadRecordException e) {
            throw new IllegalStateException(
                    "message " + name + " was checked: " + e.getMessage(), e);
        }
        in = new ProtoBytes();
    }

    @Override
    public GenericRowData read(byte[] record, byte[] head) throws BadRecordException {
        in.open(record, 0);
        return message.row(in);
    }
}
