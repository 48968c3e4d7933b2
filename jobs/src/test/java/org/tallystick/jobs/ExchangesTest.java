package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeMap;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;

/**
 * In batch, Flink gives each exchange that a task sends by 512 network buffers, 16 MB, unless it is
 * told otherwise, and a task without them never starts: a Flink of the default size, 128 MB of
 * network memory, has to do for a slot.
 */
class ExchangesTest {
    private static final int MOST = 5;
    private static final Condition<String> COMPARES =
            new Condition<>(task -> task.startsWith("compare "), "a task that compares");

    @TempDir Path folder;

    @Test
    void noTaskOfReprocessingSendsByMany() throws Exception {
        for (Mode mode : Mode.values()) {
            var env = new FlinkAsDeployed(folder, "rocksdb").batch(2);
            var plan = Plan.of(FlightPipeline.of(Path.of("unused"), folder));
            try (var archive =
                    Archive.open(plan.pipeline().archive().orElseThrow(), plan.layout())) {
                Reprocessing.of(plan, archive, ReprocessRange.ALL, mode).define(env, archive);

                var exchanges = new TreeMap<String, Integer>();
                for (var task : env.getStreamGraph().getJobGraph().getVertices()) {
                    exchanges.put(task.getName(), task.getProducedDataSets().size());
                }
                assertThat(exchanges).hasKeySatisfying(COMPARES);
                assertThat(exchanges)
                        .allSatisfy((task, count) -> assertThat(count).isLessThanOrEqualTo(MOST));
            }
        }
    }
}
