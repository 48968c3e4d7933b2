package org.tallystick.source.format.protobuf;

import java.time.Instant;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.tallystick.source.format.BadRecordException;

/** A {@code google.protobuf.Timestamp}: seconds, and nanoseconds that are never negative. */
record ProtoTimestamp(ProtoTarget target) implements ProtoValue {
    /** The years 1 to 9999, which is all that it may be. */
    private static final long EARLIEST = -62_135_596_800L;

    private static final long LATEST = 253_402_300_799L;
    private static final long NANOS = 1_000_000_000;

    @Override
    public int wire() {
        return ProtoBytes.LENGTH;
    }

    @Override
    public Object read(Object before, ProtoBytes in) throws BadRecordException {
        var parts = before == null ? new long[2] : (long[]) before;
        int end = in.enter();
        while (!in.isAtEnd()) {
            int tag = in.tag();
            int number = tag >>> 3;
            if ((number == 1 || number == 2) && (tag & 7) == ProtoBytes.VARINT) {
                parts[number - 1] = in.varint();
            } else if (number == 1 || number == 2) {
                throw target.bad("a timestamp's seconds and nanos are varints");
            } else {
                in.skipField(tag);
            }
        }
        in.leave(end);
        return parts;
    }

    @Override
    public Object finish(Object read) throws BadRecordException {
        long seconds = ((long[]) read)[0];
        long nanos = ((long[]) read)[1];
        if (seconds < EARLIEST || seconds > LATEST || nanos < 0 || nanos >= NANOS) {
            throw target.bad(
                    "%d s and %d ns are no timestamp, which has 0 to 999999999 ns and is of the years 1 to 9999"
                            .formatted(seconds, nanos));
        }
        int finest = (int) Math.pow(10, 9 - LogicalTypeChecks.getPrecision(target.type()));
        var instant = Instant.ofEpochSecond(seconds, nanos);
        if (nanos % finest != 0) {
            throw target.bad(instant + " is finer than the column");
        }
        return TimestampData.fromInstant(instant);
    }
}
