package org.tallystick.source;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactoryBuilder;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.StreamReadFeature;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/**
 * JSON records, one object each, as rows; see {@link JsonValue} for what is of which type.
 *
 * <p>Flink's own JSON format would take 1.5 for the BIGINT 1, {@code "yes"} for false, a decimal
 * that does not fit and a missing field for null: wrong values that nobody would ever notice. To
 * check a record and then have it read by Flink took two passes over it, which was a third of the
 * time of a simple pipeline.
 */
final class JsonRows implements DeserializationSchema<RowData> {
    private final RowType type;
    private transient JsonFactory factory;
    private transient JsonValue.Fields fields;

    JsonRows(RowType type) {
        this.type = type;
    }

    @Override
    public void open(InitializationContext context) {
        factory = new JsonFactoryBuilder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
        fields = JsonValue.fields(type);
    }

    @Override
    public void deserialize(byte[] message, Collector<RowData> out) throws IOException {
        try (var parser = factory.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException("not a JSON object");
            }
            var row = fields.read(parser, "");
            if (parser.nextToken() != null) {
                throw new BadRecordException("something follows the JSON object");
            }
            out.collect(row);
        }
    }

    @Override
    public RowData deserialize(byte[] message) {
        throw new UnsupportedOperationException("rows go to a collector");
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(type);
    }
}
