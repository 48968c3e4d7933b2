package org.tallystick.jobs.local.runner;

import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Stands in for Flink's own local executor, whose name it has: jobs run in this JVM. */
abstract class InThisJvm implements PipelineExecutorServiceLoader, PipelineExecutorFactory {

    /** Settings by which jobs run here. */
    static Configuration local(Configuration settings) {
        return new Configuration(settings)
                .set(DeploymentOptions.TARGET, LocalExecutor.NAME)
                .set(DeploymentOptions.ATTACHED, true);
    }

    /** An environment whose jobs run here. */
    final StreamExecutionEnvironment environment(Configuration settings) {
        return new StreamExecutionEnvironment(this, local(settings), getClass().getClassLoader());
    }

    @Override
    public final PipelineExecutorFactory getExecutorFactory(Configuration settings) {
        return this;
    }

    @Override
    public final Stream<String> getExecutorNames() {
        return Stream.of(LocalExecutor.NAME);
    }

    @Override
    public final String getName() {
        return LocalExecutor.NAME;
    }

    @Override
    public final boolean isCompatibleWith(Configuration settings) {
        return LocalExecutor.NAME.equals(settings.get(DeploymentOptions.TARGET));
    }
}
