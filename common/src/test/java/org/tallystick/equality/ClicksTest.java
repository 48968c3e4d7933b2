package org.tallystick.equality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of docs/equality-kit.md. */
class ClicksTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    public record Click(String user, long time, long cents) {}

    /** The job: what each user spends in a minute. */
    static DataStream<Click> spent(DataStream<Click> clicks) {
        ReduceFunction<Click> sum =
                (one, other) ->
                        new Click(
                                one.user(),
                                Math.max(one.time(), other.time()),
                                one.cents() + other.cents());
        return clicks.keyBy(Click::user)
                .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .reduce(sum)
                .uid("spent");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsSpentDependsOnTheClicksAlone(long seed, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        EqualityKit.of(
                        ClicksTest::spent,
                        TypeInformation.of(Click.class),
                        Click::time,
                        Duration.ofSeconds(30))
                .check(cluster, seed, ClicksTest::clicks);
    }

    private static List<Click> clicks(RandomGenerator random) {
        var clicks = new ArrayList<Click>();
        for (int i = 0; i < 40; i++) {
            long time = random.nextLong(300) * 1_000;
            clicks.add(new Click("user-" + random.nextInt(3), time, random.nextLong(100)));
        }
        return clicks;
    }
}
