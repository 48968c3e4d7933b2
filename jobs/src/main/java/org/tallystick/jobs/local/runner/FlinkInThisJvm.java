package org.tallystick.jobs.local.runner;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink for one job, in this JVM.
 *
 * <p>It is what Flink's own local environment starts, but can be asked where its web UI is: that
 * takes the first free port of a range, so the port is known only once it is bound.
 */
final class FlinkInThisJvm implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
    private volatile CompletableFuture<URI> address;

    /** An environment whose job runs here. */
    StreamExecutionEnvironment environment(Configuration settings) {
        var local = new Configuration(settings);
        local.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        local.set(DeploymentOptions.ATTACHED, true);
        return new StreamExecutionEnvironment(this, local, getClass().getClassLoader());
    }

    /** Where the web UI is, once the job was submitted. */
    URI webUi() throws Exception {
        return URI.create("http://localhost:" + address.get().getPort());
    }

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration settings) {
        return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
        return Stream.of(LocalExecutor.NAME);
    }

    @Override
    public String getName() {
        return LocalExecutor.NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration settings) {
        return LocalExecutor.NAME.equals(settings.get(DeploymentOptions.TARGET));
    }

    @Override
    public PipelineExecutor getExecutor(Configuration settings) {
        return LocalExecutor.createWithFactory(settings, this::start);
    }

    private MiniCluster start(MiniClusterConfiguration settings) {
        return new Cluster(settings);
    }

    /** It ends with its job, which may be sooner than anyone can ask for its address. */
    private final class Cluster extends MiniCluster {

        Cluster(MiniClusterConfiguration settings) {
            super(settings);
        }

        @Override
        public void start() throws Exception {
            super.start();
            address = getRestAddress();
        }
    }
}
