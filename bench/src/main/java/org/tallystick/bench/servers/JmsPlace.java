package org.tallystick.bench.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.tallystick.jobs.ActiveMq;

/**
 * An ActiveMQ broker with one queue, which keeps its messages in a folder; both are new for each
 * run.
 */
final class JmsPlace implements Place {
    private Path folder;
    private ActiveMq broker;

    @Override
    public Map<String, Object> filled(long events) throws Exception {
        anew();
        Batches.of(events, broker::send);
        return Map.of(
                "connector",
                "jms",
                "url",
                broker.url(),
                "queue",
                ActiveMq.QUEUE,
                "prefetch",
                65_535);
    }

    @Override
    public Map<String, Object> empty() throws Exception {
        anew();
        return Map.of("connector", "jms", "url", broker.url(), "queue", ActiveMq.QUEUE);
    }

    private void anew() throws Exception {
        close();
        folder = Files.createTempDirectory("tallystick-activemq-");
        broker = new ActiveMq(folder);
    }

    @Override
    public long arrived() throws Exception {
        return broker.left();
    }

    @Override
    public void close() throws Exception {
        if (broker != null) {
            broker.close();
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
