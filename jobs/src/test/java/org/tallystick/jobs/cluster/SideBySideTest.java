package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that are started at the same moment do not take each other's ports. */
@Tag("cluster")
@Timeout(300)
class SideBySideTest {
    @TempDir private Path folder;

    @Test
    void clustersThatAreStartedTogetherBothRun() throws Exception {
        var first = new FlinkCluster(folder.resolve("first"));
        var second = new FlinkCluster(folder.resolve("second"));
        try {
            var starts = Stream.of(first, second).map(SideBySideTest::start).toList();
            starts.forEach(CompletableFuture::join);

            assertThat(ports(first)).doesNotContainAnyElementsOf(ports(second));
        } finally {
            first.close();
            second.close();
        }
    }

    private static CompletableFuture<Void> start(FlinkCluster cluster) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        cluster.cluster("start").requireFine();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static List<Integer> ports(FlinkCluster cluster) {
        var settings = cluster.settings();
        return List.of(settings.get(RestOptions.PORT), settings.get(JobManagerOptions.PORT));
    }
}
