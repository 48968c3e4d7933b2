package org.tallystick.flink;

import static org.tallystick.flink.Operators.aligned;
import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;
import org.tallystick.event.EventLayout;
import org.tallystick.event.Identity;
import org.tallystick.pipeline.Events;

/**
 * What a source brought, sorted: received = accepted + duplicates + rejects, besides records that
 * are passed over.
 *
 * @param accepted events, rows of {@link EventLayout#rowType}
 * @param rejects inputs that could not become events, rows of the same type
 * @param duplicates repeats of an identity, rows of the same type; empty where they are not looked
 *     for
 */
public record Intake(
        DataStream<RowData> accepted,
        DataStream<RowData> rejects,
        Optional<DataStream<RowData>> duplicates) {

    /**
     * Sorts rows of {@link EventLayout#rowType}.
     *
     * @param before what earlier runs accepted, if this one begins without state
     */
    public static Intake of(
            DataStream<RowData> received,
            EventLayout layout,
            Events events,
            AcceptedBefore before) {
        var rowType = InternalTypeInfo.of(layout.rowType());
        var rejectTag = new OutputTag<RowData>("rejects", rowType);
        var decoded =
                chained(
                        "intake",
                        received,
                        received.transform(
                                "intake",
                                rowType,
                                new IntakeOperator(new SplitRejects(layout, rejectTag))));
        var rejects = decoded.getSideOutput(rejectTag);
        if (events.deduplicate().isEmpty()) {
            return new Intake(decoded, rejects, Optional.empty());
        }
        var repeats = new OutputTag<RowData>("duplicates", rowType);
        var unique = deduplicated(decoded, layout, events, before, repeats);
        return new Intake(unique, rejects, Optional.of(unique.getSideOutput(repeats)));
    }

    /**
     * Of archived events, in BATCH execution, those that are no repeats: where runs have written
     * some of them that did not look for repeats.
     *
     * @param archived with id fields, position, time, clock and time of ingestion
     */
    public static DataStream<RowData> firstOfRepeats(
            DataStream<RowData> archived, EventLayout layout, Events events) {
        return firsts(archived, layout, events, repeats(layout));
    }

    /**
     * Sorts what comes to an archive later than all that it holds, in BATCH execution.
     *
     * @param archived all that it holds, as {@link #firstOfRepeats} has it
     * @param later decoded events
     */
    public static Later later(
            DataStream<RowData> archived,
            DataStream<RowData> later,
            EventLayout layout,
            Events events) {
        var rowType = InternalTypeInfo.of(layout.rowType());
        var repeats = repeats(layout);
        var marked = named("archived-before", archived.map(Intake::marked, rowType));
        var firsts = firsts(marked.union(later), layout, events, repeats);
        var accepted = named("later", firsts.filter(event -> !EventLayout.isReadAgain(event)));
        return new Later(accepted, firsts.getSideOutput(repeats));
    }

    /**
     * What came later than others.
     *
     * @param accepted events that are no repeats
     * @param duplicates repeats, of those others or among themselves
     */
    public record Later(DataStream<RowData> accepted, DataStream<RowData> duplicates) {}

    private static RowData marked(RowData event) {
        EventLayout.markReadAgain(event, true);
        return event;
    }

    private static OutputTag<RowData> repeats(EventLayout layout) {
        return new OutputTag<>("duplicates", InternalTypeInfo.of(layout.rowType()));
    }

    private static SingleOutputStreamOperator<RowData> firsts(
            DataStream<RowData> events,
            EventLayout layout,
            Events settings,
            OutputTag<RowData> repeats) {
        var key = new IdentityKey(layout, Identity.of(layout.eventType(), settings.id()));
        return named(
                "first-of-repeats",
                events.keyBy(key)
                        .process(
                                new FirstOfRepeats(layout, AcceptedTimes.of(settings), repeats),
                                InternalTypeInfo.of(layout.rowType())));
    }

    private static SingleOutputStreamOperator<RowData> deduplicated(
            DataStream<RowData> decoded,
            EventLayout layout,
            Events events,
            AcceptedBefore before,
            OutputTag<RowData> repeats) {
        var key = new IdentityKey(layout, Identity.of(layout.eventType(), events.id()));
        var operator =
                new DeduplicateOperator(new Deduplicate(layout, events, repeats), key, before);
        return named(
                "deduplicate",
                aligned(decoded.keyBy(key))
                        .transform("deduplicate", InternalTypeInfo.of(layout.rowType()), operator));
    }
}
