package org.tallystick.jobs.lateness;

import java.util.Objects;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.Collector;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.source.connector.PartitionNaming;

/** Counts when archived events were read, by source partition. Nothing goes on from here. */
final class CountArrivals extends ProcessFunction<RowData, Void> {
    private static final String COUNTS = "arrival-counts";

    private final EventLayout layout;
    private final PartitionNaming naming;
    private final Merged<ArrivalCounts> counted;

    private transient ArrivalCounts counts;

    /* The partition of the last event: nearly always that of the next, too. */
    private transient StringData topic;
    private transient int number;
    private transient PartitionCount partition;

    CountArrivals(EventLayout layout, PartitionNaming naming, Allowances allowances) {
        this.layout = layout;
        this.naming = naming;
        counted = new Merged<>(() -> new ArrivalCounts(allowances));
    }

    /** What all subtasks of a finished job counted. */
    static ArrivalCounts of(JobExecutionResult result) {
        ArrivalCounts counts = result.getAccumulatorResult(COUNTS);
        return Objects.requireNonNull(counts, "every job that counts arrivals brings its counts");
    }

    @Override
    public void open(OpenContext context) {
        counts = counted.getLocalValue();
        getRuntimeContext().addAccumulator(COUNTS, counted);
    }

    @Override
    public void processElement(RowData event, Context context, Collector<Void> out) {
        long time = event.getLong(layout.time());
        long readAt = event.getLong(layout.ingestedAt());
        var clock = layout.clock(event);
        counts.add(time, clock == null ? OptionalLong.empty() : OptionalLong.of(clock), readAt);
        partition(event.getString(layout.topic()), event.getInt(layout.partition()))
                .add(time, readAt);
    }

    private PartitionCount partition(StringData eventTopic, int eventNumber) {
        if (partition == null || eventNumber != number || !eventTopic.equals(topic)) {
            // The row is another event's when the next comes.
            topic = StringData.fromString(eventTopic.toString());
            number = eventNumber;
            partition = counts.partition(naming.name(topic.toString(), number));
        }
        return partition;
    }
}
