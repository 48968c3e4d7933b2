package org.tallystick.source;

import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.EventTime;
import org.tallystick.event.EventTimes;
import org.tallystick.event.Identity;
import org.tallystick.event.TimeColumns;
import org.tallystick.flink.JobMetrics;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.ContainerFiles;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.RecordEnds;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.RegistryException;
import org.tallystick.source.format.RejectKind;
import org.tallystick.text.Durations;

/**
 * Turns every record into one row of {@link EventLayout}: an event, or a reject with its reason.
 *
 * <p>Nothing is thrown for a bad record, and the verdict depends on the record alone: never on the
 * wall clock. {@code _partition_time} is left null: {@link
 * org.tallystick.source.clock.ClockedSource} knows it. Counts in the metrics {@code
 * tallystick.events} and {@code tallystick.rejects}, the latter also by what is wrong. Where the
 * pipeline says so, a record without a value is passed over, and counts in {@code
 * tallystick.tombstones}.
 */
public final class EventDecoder implements Serializable {
    /**
     * 2011-01-01, epoch ms, when Kafka was new. Files dated before are mostly not dated at all:
     * images and archives that are to come out the same each time have 1970, 1980, 1985 or 2010;
     * and so has a record that was stamped in seconds.
     */
    private static final long CREDIBLE = 1_293_840_000_000L;

    private final EventLayout layout;
    private final EventTime time;
    private final Identity identity;
    private final RecordRows format;
    private final CarriedColumns carried;
    private final ColumnRules columns;
    private final boolean skipsTombstones;

    /** Texts that nobody reads: they are judged like all others, and then left out. */
    private final int[] unread;

    private final long maxAhead;
    private final int maxBytes;
    private transient Counter events;
    private transient Counter rejects;
    private transient Counter tombstones;
    private transient EnumMap<RejectKind, Counter> rejectsByKind;

    /**
     * @param read the columns that something reads, besides time and id; others may be null
     * @throws IllegalArgumentException where time, id or a format option do not fit; the message is
     *     one line
     */
    public EventDecoder(Events events, EventSchema schema, SourceSpec source, Set<String> read) {
        layout = new EventLayout(schema.rowType());
        carried = CarriedColumns.of(schema, source.carried());
        skipsTombstones = source.carried().skipsTombstones();
        var times = TimeColumns.of(carried.schema().rowType(), events.time(), events.timeForm());
        boolean bySchemaAlone = !Formats.of(source.format()).readsTimes();
        time = EventTime.of(schema.rowType(), events.time(), events.timeForm(), bySchemaAlone);
        identity = Identity.of(schema.rowType(), events.id());
        unread = unread(schema.rowType(), events, read);
        format =
                Formats.rows(
                        source, carried.schema(), times, layout.width(), carried.ofFormat(unread));
        columns = ColumnRules.of(schema.rowType());
        maxAhead = events.maxAhead().toMillis();
        maxBytes = (int) Math.min(events.maxBytes(), Integer.MAX_VALUE - 8);
    }

    private static int[] unread(RowType type, Events events, Set<String> read) {
        return IntStream.range(0, type.getFieldCount())
                .filter(i -> type.getTypeAt(i).is(LogicalTypeFamily.CHARACTER_STRING))
                .filter(i -> !read.contains(type.getFieldNames().get(i)))
                .filter(i -> !events.time().equals(type.getFieldNames().get(i)))
                .filter(i -> !events.id().contains(type.getFieldNames().get(i)))
                .toArray();
    }

    /** Where the columns of the rows are. */
    public EventLayout layout() {
        return layout;
    }

    /** The type of the rows. */
    public TypeInformation<RowData> rowType() {
        return InternalTypeInfo.of(layout.rowType());
    }

    /** The size of the largest record that is decoded, bytes. */
    public int maxBytes() {
        return maxBytes;
    }

    /** Whether what comes first in a file is no record, but says how the records are written. */
    public boolean hasHead() {
        return format.hasHead();
    }

    /**
     * Why the records of a file that begins with this cannot be read, in one line; empty if they
     * can. Another thread than the one that decodes may ask.
     */
    public Optional<String> headProblem(byte[] head) {
        return format.headProblem(head);
    }

    /** What opens files of records, where those are no text. */
    public Optional<ContainerFiles> containers() {
        return format.containers();
    }

    /** Where the records of a file end: one object for each file that is read. */
    public RecordEnds ends() {
        return format.ends();
    }

    /** Whether records are to come with their envelopes. */
    public boolean readsEnvelopes() {
        return carried.any();
    }

    /**
     * What is wrong with what a pipeline wants of records besides their values.
     *
     * @param columns those of the event schema
     */
    public static List<Problem> carriedProblems(RowType columns, SourceSpec source) {
        return CarriedColumns.problems(columns, source.carried());
    }

    /**
     * The part of an event schema that the values of records have.
     *
     * @param source one of which {@link #carriedProblems} are none
     */
    public static EventSchema schemaOfValues(EventSchema schema, SourceSpec source) {
        return CarriedColumns.of(schema, source.carried()).schema();
    }

    /** To be called once before the first record. */
    public void open(InitializationContext context) throws Exception {
        format.open();
        var metrics = context.getMetricGroup();
        events = JobMetrics.counter(metrics, JobMetrics.EVENTS);
        rejects = JobMetrics.counter(metrics, JobMetrics.REJECTS);
        tombstones = JobMetrics.counter(metrics, JobMetrics.TOMBSTONES);
        rejectsByKind = new EnumMap<>(RejectKind.class);
        for (var kind : RejectKind.values()) {
            rejectsByKind.put(
                    kind, JobMetrics.counter(metrics, "reason", kind.word(), JobMetrics.REJECTS));
        }
    }

    /**
     * The row of a record.
     *
     * @throws IOException only where something else than the record is to blame: the schema
     *     registry cannot be reached
     */
    public GenericRowData decode(RawRecord record) throws IOException {
        if (skipsTombstones && record.size() == 0) {
            tombstones.inc();
            return passedOver(record);
        }
        try {
            var row = event(record);
            events.inc();
            return row;
        } catch (BadRecordException e) {
            rejects.inc();
            rejectsByKind.get(e.kind()).inc();
            return reject(record, e);
        }
    }

    private GenericRowData passedOver(RawRecord record) {
        var row = new GenericRowData(layout.width());
        setPosition(row, record);
        row.setField(layout.rejectKind(), StringData.fromString(RejectKind.TOMBSTONE.word()));
        return row;
    }

    /**
     * The reject that stands for records which were removed before they could be read.
     *
     * @param from the position of the first
     * @param what which they are, and why they are not there
     */
    public GenericRowData lost(PartitionName partition, long from, String what, long now) {
        rejects.inc();
        rejectsByKind.get(RejectKind.LOST).inc();
        var place =
                new RawRecord(
                        null, null, 0, null, partition, from, OptionalLong.empty(), now, null);
        return reject(place, new BadRecordException(RejectKind.LOST, what));
    }

    private GenericRowData event(RawRecord record) throws IOException {
        checkSize(record);
        var row = decoded(record);
        if (carried.any()) {
            carried.fill(row, record.envelope());
        }
        columns.check(row);
        row.setField(layout.time(), time(row, record));
        checkIdentity(row);
        columns.checkTimestamps(row);
        for (int column : unread) {
            row.setField(column, null);
        }
        setPosition(row, record);
        var partition = record.partition();
        row.setField(
                layout.identity(),
                identity.hash(row, partition.topic(), partition.number(), record.offset()));
        return row;
    }

    private void checkSize(RawRecord record) throws BadRecordException {
        if (record.bytes() == null) {
            throw new BadRecordException(RejectKind.TOMBSTONE, "no value (a tombstone)");
        }
        if (record.size() > maxBytes) {
            throw new BadRecordException(
                    RejectKind.SIZE,
                    "%d bytes, more than the limit of %d".formatted(record.size(), maxBytes));
        }
        if (record.damage() != null) {
            throw new BadRecordException(RejectKind.DAMAGED, record.damage());
        }
        if (record.size() == 0) {
            throw new BadRecordException(RejectKind.EMPTY, "empty");
        }
    }

    private GenericRowData decoded(RawRecord record) throws IOException {
        try {
            return format.read(record.bytes(), record.head());
        } catch (BadRecordException | RegistryException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // whatever a parser makes of garbage
            throw new BadRecordException(Reasons.of(e));
        }
    }

    private long time(GenericRowData decoded, RawRecord record) throws BadRecordException {
        if (time.isNull(decoded)) {
            throw new BadRecordException(
                    RejectKind.TIME, "no event time: field '" + time.field() + "' is null");
        }
        long millis = millis(decoded);
        if (!EventTimes.hold(millis)) {
            throw new BadRecordException(
                    RejectKind.TIME,
                    millis == EventTimes.AFTER_ALL
                            ? "event time is the last millisecond of the year 9999, which stands for no time"
                            : "event time is not within the years 1 to 9999");
        }
        if (record.timestamp().isPresent() && isAhead(millis, record.timestamp().getAsLong())) {
            throw new BadRecordException(
                    RejectKind.AHEAD,
                    "event time %s is more than max-ahead (%s) after the record's own time %s"
                            .formatted(
                                    Instant.ofEpochMilli(millis),
                                    Durations.text(maxAhead),
                                    Instant.ofEpochMilli(record.timestamp().getAsLong())));
        }
        return millis;
    }

    private boolean isAhead(long millis, long timestamp) {
        return millis - timestamp > maxAhead && timestamp >= CREDIBLE;
    }

    private long millis(GenericRowData decoded) throws BadRecordException {
        try {
            return time.millis(decoded);
        } catch (DateTimeException e) {
            throw noTime(decoded, e.getMessage());
        } catch (ArithmeticException e) {
            throw noTime(decoded, "it is beyond what timestamps can hold");
        }
    }

    private BadRecordException noTime(GenericRowData decoded, String why) {
        return new BadRecordException(
                RejectKind.TIME,
                "event time '%s': %s: %s"
                        .formatted(time.field(), Reasons.shorten(time.text(decoded)), why));
    }

    private void checkIdentity(GenericRowData decoded) throws BadRecordException {
        var missing = identity.firstNull(decoded);
        if (missing.isPresent()) {
            throw new BadRecordException(
                    RejectKind.IDENTITY,
                    "no identity: field '" + identity.name(missing.getAsInt()) + "' is null");
        }
    }

    private GenericRowData reject(RawRecord record, BadRecordException wrong) {
        var row = new GenericRowData(layout.width());
        setPosition(row, record);
        var bytes = record.bytes() == null ? new byte[0] : record.bytes();
        row.setField(layout.rejectReason(), StringData.fromString(wrong.getMessage()));
        row.setField(layout.rejectKind(), StringData.fromString(wrong.kind().word()));
        row.setField(
                layout.rejectBytes(),
                bytes.length > maxBytes ? Arrays.copyOf(bytes, maxBytes) : bytes);
        if (wrong.kind() != RejectKind.SIZE) { // what is too large has no bounds besides, either
            row.setField(layout.rejectCarried(), StringData.fromString(Carriage.of(record).text()));
        }
        return row;
    }

    private void setPosition(GenericRowData row, RawRecord record) {
        row.setField(layout.topic(), record.partition().topic());
        row.setField(layout.partition(), record.partition().number());
        row.setField(layout.topicId(), record.partition().topicId());
        row.setField(layout.offset(), record.offset());
        row.setField(layout.ingestedAt(), record.readAt());
    }
}
