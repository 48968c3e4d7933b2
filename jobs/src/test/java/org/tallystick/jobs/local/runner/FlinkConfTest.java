package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That every setting is one that Flink knows, {@code tallystick-k8s} tests for all files at once.
 */
class FlinkConfTest {
    private static final Path CONF = Path.of("../flink-conf");

    @ParameterizedTest
    @ValueSource(strings = {"stream", "batch", "local", "cluster"})
    void settingsAreReadAsFlinkReadsThem(String folder) throws Exception {
        var flink = GlobalConfiguration.loadConfiguration(CONF.resolve(folder).toString());

        assertThat(FlinkConf.load(CONF.resolve(folder)).toMap()).isEqualTo(flink.toMap());
    }

    @Test
    void bothJobsHaveTheSameGuardsAndBuckets() throws Exception {
        var stream = FlinkConf.load(CONF.resolve("stream"));
        var batch = FlinkConf.load(CONF.resolve("batch"));

        assertThat(stream.get(ExecutionOptions.RUNTIME_MODE))
                .isEqualTo(RuntimeExecutionMode.STREAMING);
        assertThat(batch.get(ExecutionOptions.RUNTIME_MODE)).isEqualTo(RuntimeExecutionMode.BATCH);
        for (ConfigOption<?> option :
                Set.of(
                        PipelineOptions.GENERIC_TYPES,
                        PipelineOptions.AUTO_GENERATE_UIDS,
                        PipelineOptions.OBJECT_REUSE,
                        PipelineOptions.MAX_PARALLELISM)) {
            assertThat(stream.contains(option)).as(option.key()).isTrue();
            assertThat((Object) stream.get(option)).isEqualTo(batch.get(option));
        }
        assertThat(stream.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(Parallelism.MOST);
        assertThat(stream.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(stream.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    }

    /** Each of them is the whole configuration of a process, so what they share is in both. */
    @Test
    void bothJobsHaveTheSameProcesses() throws Exception {
        var stream = FlinkConf.load(CONF.resolve("stream")).toMap();
        var batch = FlinkConf.load(CONF.resolve("batch")).toMap();

        for (var key :
                Set.of(
                        "env.java.opts.all",
                        "jobmanager.rpc.address",
                        "jobmanager.memory.process.size",
                        "taskmanager.memory.process.size",
                        "taskmanager.memory.jvm-metaspace.size",
                        "taskmanager.numberOfTaskSlots")) {
            assertThat(stream).as(key).containsKey(key);
            assertThat(stream.get(key)).as(key).isEqualTo(batch.get(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log4j.properties", "log4j-cli.properties", "log4j-console.properties"})
    void bothJobsLogAlike(String file) {
        assertThat(CONF.resolve("stream").resolve(file))
                .hasSameTextualContentAs(CONF.resolve("batch").resolve(file));
    }

    /** The tests and the local runner get them from the POM, everything else from here. */
    @Test
    void processesOpenWhatTheTestsOpen() throws Exception {
        var options = FlinkConf.load(CONF.resolve("stream")).toMap().get("env.java.opts.all");

        assertThat(options.split(" "))
                .containsExactlyElementsOf(
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(argument -> argument.startsWith("--add-"))
                                .toList());
    }
}
