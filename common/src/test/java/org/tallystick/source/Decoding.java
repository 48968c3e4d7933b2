package org.tallystick.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.InstantiationUtil;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.SourceSpec;

/** A decoder at work: records in, rows out. */
public final class Decoding {
    /** When every record says it was written. */
    public static final Instant WRITTEN = Instant.parse("2025-01-02T00:00:00Z");

    private static final PartitionName PARTITION =
            new PartitionName(StringData.fromString("t"), 3, null);
    private final EventDecoder decoder;

    private Decoding(EventDecoder decoder) {
        this.decoder = decoder;
    }

    public static Decoding of(String format, Map<String, String> options, String avro) {
        return of(format, options, avro, List.of());
    }

    public static Decoding of(
            String format, Map<String, String> options, String avro, List<String> id) {
        var columns = EventSchema.parse(avro).rowType().getFieldNames();
        return of(format, options, avro, id, Set.copyOf(columns));
    }

    /**
     * @param read the columns that something reads
     */
    public static Decoding of(
            String format,
            Map<String, String> options,
            String avro,
            List<String> id,
            Set<String> read) {
        return of(topic(format, options), events(avro, id), read);
    }

    /** With event time in {@code time}, written in a form of its own. */
    public static Decoding of(String format, String avro, TimeForm form) {
        var columns = Set.copyOf(EventSchema.parse(avro).rowType().getFieldNames());
        return of(topic(format, Map.of()), events(avro, form, List.of()), columns);
    }

    /** Of records of a topic of which more than the value is wanted. */
    static Decoding carrying(SourceSpec.Carried carried, String format, String avro) {
        var columns = Set.copyOf(EventSchema.parse(avro).rowType().getFieldNames());
        return of(topic(format, Map.of(), carried), events(avro, List.of()), columns);
    }

    /** Of the records of files. */
    public static Decoding ofFiles(String format, Map<String, String> options, String avro) {
        var columns = Set.copyOf(EventSchema.parse(avro).rowType().getFieldNames());
        var files = new SourceSpec.Files("x", Optional.empty(), format, options);
        return of(files, events(avro, List.of()), columns);
    }

    private static SourceSpec topic(String format, Map<String, String> options) {
        return topic(format, options, SourceSpec.Carried.VALUE_ALONE);
    }

    private static SourceSpec topic(
            String format, Map<String, String> options, SourceSpec.Carried carried) {
        return new SourceSpec.Kafka(
                List.of("t"),
                Optional.empty(),
                new SourceSpec.Start.Earliest(),
                SourceSpec.OnGap.STOP,
                carried,
                format,
                options,
                Map.of());
    }

    private static Decoding of(SourceSpec source, Events events, Set<String> read) {
        try {
            var schema = EventSchema.parse(events.schema());
            var decoder = new EventDecoder(events, schema, source, read);
            var shipped = InstantiationUtil.clone(decoder);
            shipped.open(new DecoderContext());
            return new Decoding(shipped);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Event settings: time in {@code time}, at most a day ahead, at most 1000 bytes. */
    public static Events events(String avro, List<String> id) {
        return events(avro, TimeForm.STANDARD, id);
    }

    /** The same with event time written in a form of its own. */
    static Events events(String avro, TimeForm form, List<String> id) {
        return new Events(
                avro,
                "time",
                form,
                id,
                Duration.ofMinutes(15),
                Duration.ofSeconds(30),
                Optional.empty(),
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofDays(1),
                1000);
    }

    public EventDecoder decoder() {
        return decoder;
    }

    public GenericRowData row(String text) throws Exception {
        return row(text.getBytes(UTF_8));
    }

    public GenericRowData row(byte[] bytes) throws Exception {
        return row(bytes, WRITTEN);
    }

    /**
     * @param written when the record says it was written
     */
    public GenericRowData row(byte[] bytes, Instant written) throws Exception {
        return row(bytes, written, null);
    }

    /** The row of a record with what came with it. */
    GenericRowData row(String text, Envelope envelope) throws Exception {
        return row(text == null ? null : text.getBytes(UTF_8), WRITTEN, envelope);
    }

    private GenericRowData row(byte[] bytes, Instant written, Envelope envelope) throws Exception {
        return decoder.decode(
                new RawRecord(
                        bytes,
                        null,
                        bytes == null ? 0 : bytes.length,
                        null,
                        PARTITION,
                        17,
                        OptionalLong.of(written.toEpochMilli()),
                        99,
                        envelope));
    }

    /** The reason why this is rejected; null for an event. */
    public String reason(String text) throws Exception {
        return reason(text.getBytes(UTF_8));
    }

    public String reason(byte[] bytes) throws Exception {
        var reason = row(bytes).getField(decoder.layout().rejectReason());
        return reason == null ? null : reason.toString();
    }
}
