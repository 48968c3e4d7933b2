package org.tallystick.k8s;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's Prometheus reporter, on a free port of this machine alone: Flink's own listens to the
 * world.
 */
final class LoopbackPrometheus extends AbstractPrometheusReporter {
    private static final AtomicInteger PORT = new AtomicInteger();

    private HTTPServer server;

    /** Where the reporter of this JVM listens; it must have been opened. */
    static int port() {
        return PORT.get();
    }

    @Override
    public void open(MetricConfig config) {
        super.open(config);
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = new HTTPServer(address, registry(), true);
            PORT.set(server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flink keeps it from other packages. */
    private CollectorRegistry registry() {
        try {
            var field = AbstractPrometheusReporter.class.getDeclaredField("registry");
            field.setAccessible(true);
            return (CollectorRegistry) field.get(this);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
