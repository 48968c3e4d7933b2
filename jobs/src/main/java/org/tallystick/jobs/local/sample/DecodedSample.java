package org.tallystick.jobs.local.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.flink.types.Row;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.source.SourceSample;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;

/**
 * What a pipeline's decoder makes of some records of its source. Neither the source nor an archive
 * is changed by it.
 */
public final class DecodedSample {
    /** So many events and so many rejects of a kind are kept; the others are counted. */
    private static final int SHOWN = 10;

    private final EventLayout layout;
    private final Deadlines deadlines;
    private final SourceSpec source;
    private final RowRowConverter converter;
    private final Lags lags = new Lags();
    private final List<Row> first = new ArrayList<>();
    private final Map<String, List<Reject>> rejects = new LinkedHashMap<>();
    private final Map<String, Long> rejectCounts = new LinkedHashMap<>();
    private long late;
    private long passedOver;
    private boolean more;

    /**
     * A record that cannot become an event.
     *
     * @param topic the topic, or the file
     * @param partition the topic's partition; 0 in a file
     * @param offset the partition's offset; in a file the number of the line or record, from 0
     * @param kind what kind of thing is wrong, one word
     * @param reason one line
     */
    public record Reject(String topic, int partition, long offset, String kind, String reason) {

        /** As a person would look it up. */
        public String text() {
            return "%s, partition %d, position %d: %s".formatted(topic, partition, offset, reason);
        }
    }

    private DecodedSample(Plan plan) {
        layout = plan.layout();
        deadlines =
                new Deadlines(
                        plan.metrics(), RunSettings.live(plan.pipeline().events()).lateness());
        source = plan.pipeline().source();
        converter =
                RowRowConverter.create(TypeConversions.fromLogicalToDataType(layout.eventType()));
        converter.open(DecodedSample.class.getClassLoader());
    }

    /**
     * Decodes records: the first of files, of topics a share of each partition.
     *
     * @param limit how many records at most
     * @throws org.tallystick.jobs.trial.TrialException one line, where the source cannot be read
     */
    public static DecodedSample of(Plan plan, long limit) throws Exception {
        var sample = new DecodedSample(plan);
        var pipeline = plan.pipeline();
        var all = Set.copyOf(plan.schema().rowType().getFieldNames());
        var decoder =
                SourceSample.opened(
                        new EventDecoder(pipeline.events(), plan.schema(), pipeline.source(), all));
        sample.more =
                SourceSample.read(
                        pipeline.source(), decoder, limit, record -> sample.add(decoder, record));
        return sample;
    }

    private void add(EventDecoder decoder, RawRecord record) {
        try {
            add(decoder.decode(record), SourceSample.partition(source, record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(RowData row, String partition) {
        if (layout.isReject(row)) {
            reject(row);
            return;
        }
        if (!layout.isEvent(row)) {
            passedOver++;
            return;
        }
        long time = row.getLong(layout.time());
        var clock = lags.add(partition, time);
        if (clock.isPresent() && deadlines.isMissed(time, clock.getAsLong())) {
            late++;
        }
        if (first.size() < SHOWN) {
            first.add(converter.toExternal(row));
        }
    }

    private void reject(RowData row) {
        var kind = row.getString(layout.rejectKind()).toString();
        rejectCounts.merge(kind, 1L, Long::sum);
        var ofKind = rejects.computeIfAbsent(kind, any -> new ArrayList<>());
        if (ofKind.size() < SHOWN) {
            ofKind.add(
                    new Reject(
                            row.getString(layout.topic()).toString(),
                            row.getInt(layout.partition()),
                            row.getLong(layout.offset()),
                            kind,
                            row.getString(layout.rejectReason()).toString()));
        }
    }

    /** How many records were read. */
    public long records() {
        return events() + passedOver + rejectCounts.values().stream().mapToLong(each -> each).sum();
    }

    /** How many of them were passed over: tombstones, where the pipeline says so. */
    public long passedOver() {
        return passedOver;
    }

    /** How many of them are events. */
    public long events() {
        return lags.count();
    }

    /** Whether the source has more than what was read. */
    public boolean hasMore() {
        return more;
    }

    /** How many rejects there are of each kind. */
    public Map<String, Long> rejectCounts() {
        return rejectCounts;
    }

    /** The first rejects of each kind. */
    public Map<String, List<Reject>> rejects() {
        return rejects;
    }

    /** The reject that came first. */
    public Optional<Reject> firstReject() {
        return rejects.values().stream().findFirst().map(ofKind -> ofKind.get(0));
    }

    /** How many events miss a window of a metric, being behind their partition's clock. */
    public long late() {
        return late;
    }

    /** How far events lie behind. */
    public Lags lags() {
        return lags;
    }

    /** The names of the event's columns. */
    public List<String> columns() {
        return layout.eventType().getFieldNames();
    }

    /** The first events, with all columns. */
    public List<Row> firstEvents() {
        return first;
    }
}
