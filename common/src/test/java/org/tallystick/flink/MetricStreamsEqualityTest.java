package org.tallystick.flink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Cell;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.equality.EqualityKit;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.OracleEvent;

/** Our own topology in the kit that asks others: without late events, cells are what they are. */
class MetricStreamsEqualityTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final int EVENTS = 150;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void cellsDependOnTheEventsAlone(long seed, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        int time = Streams.LAYOUT.time();
        EqualityKit.of(
                        MetricStreamsEqualityTest::cells,
                        InternalTypeInfo.of(Streams.LAYOUT.rowType()),
                        row -> row.getLong(time),
                        Duration.ofMillis(Streams.OUT_OF_ORDERNESS))
                .check(cluster, seed, MetricStreamsEqualityTest::rows);
    }

    private static DataStream<Cell> cells(DataStream<RowData> rows) {
        var events = Streams.events(0, Optional.empty());
        var settings = rows.getExecutionEnvironment().getConfiguration();
        boolean batch = settings.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
        var run = batch ? RunSettings.complete() : RunSettings.live(events);
        return MetricStreams.of(rows, Streams.binding(events), run).cells();
    }

    private static List<RowData> rows(RandomGenerator random) {
        return Trial.of(random.nextInt(1_000), EVENTS, 0, Doubles.FINITE).events().stream()
                .map(MetricStreamsEqualityTest::withoutClock)
                .toList();
    }

    /** So that it is never late: the order is the kit's, and no longer that of its partition. */
    private static RowData withoutClock(OracleEvent event) {
        var row = (GenericRowData) Streams.row(event);
        row.setField(Streams.LAYOUT.partitionTime(), null);
        return row;
    }
}
