package org.tallystick.source;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** Flink's JSON format for records that are one object of the right {@link JsonShape}. */
final class StrictJson implements DeserializationSchema<RowData> {
    private final DeserializationSchema<RowData> json;
    private final RowType type;
    private transient JsonFactory factory;
    private transient JsonShape shape;

    StrictJson(DeserializationSchema<RowData> json, RowType type) {
        this.json = json;
        this.type = type;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        json.open(context);
        factory = new JsonFactory();
        shape = JsonShape.of(type);
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        check(message);
        json.deserialize(message, out);
    }

    @Override
    public RowData deserialize(byte[] message) {
        throw new UnsupportedOperationException("rows go to a collector");
    }

    private void check(byte[] message) throws IOException {
        try (var parser = factory.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            shape.check(parser, "");
            if (parser.nextToken() != null) {
                throw new BadRecordException("something follows the JSON object");
            }
        }
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return json.isEndOfStream(row);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return json.getProducedType();
    }
}
