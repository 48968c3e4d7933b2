package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.chained;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.engine.Tally;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.archive.Known;

/** Counts archived events by the source partition that they are of; it lets none pass. */
final class CountPartitions extends RichFilterFunction<RowData> {
    private static final String COUNTED = "counted-partitions";
    private static final String UID = "count-partitions";

    private final EventLayout layout;
    private final Counted counted = new Counted();

    private transient StringData topic;
    private transient Known.Partition partition;

    private CountPartitions(EventLayout layout) {
        this.layout = layout;
    }

    /**
     * Adds the count behind events.
     *
     * @param events with identity and position
     */
    static void of(DataStream<RowData> events, EventLayout layout) {
        var none = chained(UID, events, events.filter(new CountPartitions(layout)));
        none.sinkTo(new DiscardingSink<>()).uid("after-" + UID).name("after-" + UID);
    }

    /** What a finished job counted. */
    static Map<Known.Partition, Tally> counted(JobExecutionResult result) {
        Counted found = result.getAccumulatorResult(COUNTED);
        return Objects.requireNonNull(found, "every job that counts brings its counts").tallies();
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(COUNTED, counted);
    }

    @Override
    public boolean filter(RowData event) {
        counted.add(partition(event), new Tally(1, event.getLong(layout.identity())));
        return false;
    }

    /** Neighbours are mostly of one partition. */
    private Known.Partition partition(RowData event) {
        var ofEvent = event.getString(layout.topic());
        int number = event.getInt(layout.partition());
        if (partition == null || partition.number() != number || !topic.equals(ofEvent)) {
            partition = new Known.Partition(ofEvent.toString(), number);
            topic = StringData.fromString(partition.topic());
        }
        return partition;
    }

    /** The counts; Flink writes them down for each heartbeat while the task goes on. */
    static final class Counted implements Accumulator<Tally, Counted> {
        private final ConcurrentHashMap<Known.Partition, Tally> tallies = new ConcurrentHashMap<>();

        void add(Known.Partition partition, Tally tally) {
            tallies.merge(partition, tally, Tally::plus);
        }

        Map<Known.Partition, Tally> tallies() {
            return new HashMap<>(tallies);
        }

        @Override
        public void add(Tally tally) {
            throw new UnsupportedOperationException("events are counted by partition");
        }

        @Override
        public Counted getLocalValue() {
            return this;
        }

        @Override
        public void resetLocal() {
            tallies.clear();
        }

        @Override
        public void merge(Accumulator<Tally, Counted> other) {
            other.getLocalValue().tallies.forEach(this::add);
        }

        @Override
        @SuppressWarnings({"MethodOverridesSuperInInterface", "SuperClone"}) // Flink demands clone
        public Counted clone() {
            var copy = new Counted();
            copy.merge(this);
            return copy;
        }
    }
}
