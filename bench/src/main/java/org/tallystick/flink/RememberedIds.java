package org.tallystick.flink;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.tallystick.event.EventLayout;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.Events;

/**
 * Measures what an id takes that {@code deduplicate} remembers, on the heap after a full
 * collection: in a job of one subtask, at the last of many ids, none of which can be forgotten yet.
 * Prints a row of a table.
 */
public final class RememberedIds {
    private static final EventLayout LAYOUT =
            new EventLayout(
                    new RowType(
                            List.of(
                                    new RowType.RowField(
                                            "id", new VarCharType(VarCharType.MAX_LENGTH)))));

    private RememberedIds() {}

    /**
     * The entry point.
     *
     * @param args how many ids; how many characters each has, more than their number has digits
     */
    public static void main(String[] args) throws Exception {
        long ids = Long.parseLong(args[0]);
        int length = Integer.parseInt(args[1]);
        var settings = new Configuration();
        settings.setString("state.backend.type", "hashmap");
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        env.getConfig().enableObjectReuse();
        var numbers =
                env.fromSource(
                        new NumberSequenceSource(0, ids - 1),
                        WatermarkStrategy.noWatermarks(),
                        "ids");
        var rows =
                numbers.map(number -> row(number, length), InternalTypeInfo.of(LAYOUT.rowType()));
        var intake = Intake.of(rows, LAYOUT, events(), AcceptedBefore.NOTHING);
        intake.accepted()
                .map(new Measure(ids, length), InternalTypeInfo.of(LAYOUT.rowType()))
                .sinkTo(new DiscardingSink<>());
        env.execute();
    }

    private static Events events() {
        return new Events(
                "{}",
                "id",
                TimeForm.STANDARD,
                List.of("id"),
                Duration.ZERO,
                Duration.ofMinutes(1),
                Optional.empty(),
                Duration.ZERO,
                Optional.of(Duration.ofDays(1)),
                Duration.ofDays(1),
                1 << 20);
    }

    /** A millisecond after the one before. */
    private static RowData row(long number, int length) {
        var row = new GenericRowData(LAYOUT.width());
        var digits = Long.toString(number * 0x9E3779B97F4A7C15L, Character.MAX_RADIX);
        row.setField(
                0,
                StringData.fromString(
                        (number + "-" + digits + "-".repeat(length)).substring(0, length)));
        row.setField(LAYOUT.topic(), StringData.fromString("t"));
        row.setField(LAYOUT.partition(), 0);
        row.setField(LAYOUT.offset(), number);
        row.setField(LAYOUT.time(), number);
        row.setField(LAYOUT.identity(), number);
        return row;
    }

    /** Looks at the first and at the last. */
    private static final class Measure extends RichMapFunction<RowData, RowData> {
        private final long ids;
        private final int length;

        private long seen;
        private long before;

        Measure(long ids, int length) {
            this.ids = ids;
            this.length = length;
        }

        @Override
        public void open(OpenContext context) {
            before = bytes();
        }

        @Override
        public RowData map(RowData row) {
            seen++;
            if (seen == ids) {
                System.out.printf(
                        Locale.ROOT,
                        "| %d characters | %,d | %.0f |%n",
                        length,
                        ids,
                        (double) (bytes() - before) / ids);
            }
            return row;
        }

        private static long bytes() {
            var runtime = Runtime.getRuntime();
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}
