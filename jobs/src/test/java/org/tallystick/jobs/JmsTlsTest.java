package org.tallystick.jobs;

import java.nio.file.Path;
import java.util.List;
import org.tallystick.jobs.servers.Certificates;

/** ActiveMQ by TLS. */
class JmsTlsTest extends TlsQueueKit {
    private ActiveMq broker;
    private int open;
    private int mutual;
    private long before;

    @Override
    void start(Path folder, Certificates certificates) throws Exception {
        broker = new ActiveMq(folder);
        open = broker.secure(certificates, false);
        mutual = broker.secure(certificates, true);
    }

    @Override
    void stop() throws Exception {
        broker.close();
    }

    /** Of the two kinds of address one each. */
    @Override
    List<String> broker(String host, boolean asks) {
        var url =
                asks
                        ? "failover:(ssl://%s:%d)".formatted(host, mutual)
                        : "ssl://%s:%d".formatted(host, open);
        return List.of("connector: jms", "url: \"" + url + "\"");
    }

    @Override
    void send(boolean asks, List<byte[]> events) throws Exception {
        before = broker.left("results");
        broker.send(events);
    }

    @Override
    long results(boolean asks) throws Exception {
        return broker.left("results") - before;
    }
}
