package org.tallystick.source.format.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.types.logical.DecimalType;
import org.tallystick.source.format.BadRecordException;

/** Decimals, by the scale with which they were written. */
final class AvroDecimals {
    /** Far beyond any scale and precision that somebody means; computing with more is slow. */
    private static final int MOST_BYTES = 1024;

    private AvroDecimals() {}

    /**
     * What reads a decimal. Bytes that are written as no decimal are one of the event schema: their
     * writer does not say otherwise.
     */
    static Optional<AvroColumn> of(Schema writer, AvroTarget target) {
        var type = writer.getType();
        boolean isBytes = type == Schema.Type.BYTES || type == Schema.Type.FIXED;
        if (!isBytes || isOther(writer.getProp("logicalType"))) {
            return Optional.empty();
        }
        var column = (DecimalType) target.type();
        int scale =
                writer.getLogicalType() instanceof LogicalTypes.Decimal decimal
                        ? decimal.getScale()
                        : column.getScale();
        return Optional.of(in -> decimal(bytes(writer, in), scale, target));
    }

    private static boolean isOther(String logical) {
        return logical != null && !logical.equals("decimal");
    }

    private static byte[] bytes(Schema writer, AvroBytes in) throws BadRecordException {
        return in.take(writer.getType() == Schema.Type.FIXED ? writer.getFixedSize() : in.length());
    }

    private static DecimalData decimal(byte[] bytes, int scale, AvroTarget target)
            throws BadRecordException {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw target.wrong(bytes.length + " bytes");
        }
        var type = (DecimalType) target.type();
        var value = new BigDecimal(new BigInteger(bytes), scale);
        var exact = value.stripTrailingZeros();
        if (exact.signum() != 0
                && (exact.scale() > type.getScale()
                        || exact.precision() - (long) exact.scale()
                                > type.getPrecision() - type.getScale())) {
            throw target.wrong(value.toPlainString());
        }
        return DecimalData.fromBigDecimal(exact, type.getPrecision(), type.getScale());
    }
}
