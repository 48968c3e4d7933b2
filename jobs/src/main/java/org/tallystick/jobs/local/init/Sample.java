package org.tallystick.jobs.local.init;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.EventTime;
import org.tallystick.event.TimeColumns;
import org.tallystick.jobs.local.sample.Lags;
import org.tallystick.jobs.source.SourceSample;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.Formats;
import org.tallystick.source.RawRecord;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.RecordRows;

/** Records of a source, as rows; those that its format cannot read are counted, and no rows. */
final class Sample {
    /** So that no event is rejected for being ahead: how far they are is to be found out. */
    private static final Duration ANY = Duration.ofDays(1_000_000);

    private final SourceSpec source;
    private final EventSchema schema;
    private final EventLayout layout;
    private final int maxBytes;
    private final RecordRows format;
    private final List<Read> rows = new ArrayList<>();
    private int records;
    private String firstReason = "";
    private long bytes;
    private boolean full;
    private boolean more;

    /** A record and its row. */
    private record Read(RawRecord record, RowData row) {}

    private Sample(SourceSpec source, EventSchema schema, TimeGuess.Way any, int maxBytes) {
        this.source = source;
        this.schema = schema;
        this.layout = new EventLayout(schema.rowType());
        this.maxBytes = maxBytes;
        var times = TimeColumns.of(schema.rowType(), any.leaf().path(), any.form());
        format = Formats.rows(source, schema, times, layout.width(), new int[0]);
        format.open();
    }

    /**
     * Reads records.
     *
     * @param any a field and a form that event time may be in, whether or not it is
     * @param limit how many at most
     * @param maxBytes the size of the largest that is decoded, bytes
     */
    static Sample read(
            SourceSpec source, EventSchema schema, TimeGuess.Way any, int limit, int maxBytes)
            throws Exception {
        var sample = new Sample(source, schema, any, maxBytes);
        var decoder = sample.decoder(any, ANY);
        sample.more = SourceSample.read(source, decoder, limit, sample::add);
        return sample;
    }

    private void add(RawRecord record) {
        bytes += record.size();
        if (bytes > Init.BYTES) {
            full = true;
            return;
        }
        records++;
        boolean whole = record.damage() == null && record.size() <= maxBytes;
        if (!whole || record.bytes() == null || record.bytes().length == 0) {
            return;
        }
        try {
            rows.add(new Read(record, format.read(record.bytes(), record.head())));
        } catch (BadRecordException e) {
            firstReason = firstReason.isEmpty() ? e.getMessage() : firstReason;
        } catch (IOException | RuntimeException e) { // whatever a parser makes of garbage
            firstReason = firstReason.isEmpty() ? Reasons.of(e) : firstReason;
        }
    }

    RowType columns() {
        return schema.rowType();
    }

    /** How many records there are, readable or not. */
    int size() {
        return records;
    }

    /** Whether the source has more than these. */
    boolean hasMore() {
        return more || full;
    }

    /** How many of them are rows. */
    int rowCount() {
        return rows.size();
    }

    /** Why the first that is no row is none; empty where all are. */
    String firstReason() {
        return firstReason;
    }

    /** All rows. */
    List<RowData> rows() {
        return rows.stream().map(Read::row).toList();
    }

    /**
     * The event times of rows; empty for those that have none.
     *
     * @param first how many rows, the first
     */
    List<OptionalLong> times(TimeGuess.Way way, int first) {
        boolean bySchemaAlone = !Formats.of(source.format()).readsTimes();
        var time = EventTime.of(columns(), way.leaf().path(), way.form(), bySchemaAlone);
        return rows.stream().limit(first).map(read -> time(time, read.row())).toList();
    }

    private static OptionalLong time(EventTime time, RowData row) {
        try {
            return time.isNull(row) ? OptionalLong.empty() : OptionalLong.of(time.millis(row));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** How far events lie behind, as they come, if these are the times of all rows. */
    Lags lags(List<OptionalLong> times) {
        var lags = new Lags();
        for (int i = 0; i < times.size(); i++) {
            var partition = SourceSample.partition(source, rows.get(i).record());
            times.get(i).ifPresent(time -> lags.add(partition, time));
        }
        return lags;
    }

    /**
     * The same of more records than there are in the sample.
     *
     * @param limit how many at most
     */
    Lags lags(TimeGuess.Way way, long limit) throws Exception {
        var decoder = decoder(way, ANY);
        var lags = new Lags();
        SourceSample.read(
                source,
                decoder,
                limit,
                record ->
                        time(decoder, record)
                                .ifPresent(
                                        time ->
                                                lags.add(
                                                        SourceSample.partition(source, record),
                                                        time)));
        return lags;
    }

    private OptionalLong time(EventDecoder decoder, RawRecord record) {
        try {
            var row = decoder.decode(record);
            return layout.isEvent(row)
                    ? OptionalLong.of(row.getLong(layout.time()))
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new IllegalStateException("no registry is asked here", e);
        }
    }

    private EventDecoder decoder(TimeGuess.Way way, Duration maxAhead) throws Exception {
        var events =
                new Events(
                        schema.avro(),
                        way.leaf().path(),
                        way.form(),
                        List.of(),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.empty(),
                        maxAhead,
                        maxBytes);
        var all = Set.copyOf(schema.rowType().getFieldNames());
        return SourceSample.opened(new EventDecoder(events, schema, source, all));
    }

    /**
     * How far the event that is furthest ahead of its record's own time is, ms; 0 where none is
     * rejected for it.
     *
     * @param allowed how far it may be, ms
     */
    long ahead(TimeGuess.Way way, long allowed) throws Exception {
        var any = decoder(way, ANY);
        var strict = decoder(way, Duration.ofMillis(allowed));
        long ahead = 0;
        for (var read : rows) {
            var time = time(any, read.record());
            if (time.isPresent() && time(strict, read.record()).isEmpty()) {
                long own = read.record().timestamp().getAsLong();
                ahead = Math.max(ahead, time.getAsLong() - own);
            }
        }
        return ahead;
    }
}
