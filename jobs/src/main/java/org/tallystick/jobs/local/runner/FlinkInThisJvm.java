package org.tallystick.jobs.local.runner;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink for one job, in this JVM.
 *
 * <p>It is what Flink's own local environment starts, but can be asked where its web UI is: that
 * takes the first free port of a range, so the port is known only once it is bound.
 */
final class FlinkInThisJvm extends InThisJvm {
    private volatile CompletableFuture<URI> address;

    /** Where the web UI is, once the job was submitted. */
    URI webUi() throws Exception {
        return URI.create("http://localhost:" + address.get().getPort());
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
