package org.tallystick.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.tallystick.jobs.servers.Certificates;
import org.tallystick.jobs.servers.RabbitMq;

/** RabbitMQ by TLS. */
@Tag("servers")
class RabbitTlsTest extends TlsQueueKit {
    private RabbitMq open;
    private RabbitMq mutual;

    @Override
    void start(Path folder, Certificates certificates) throws Exception {
        open = started(certificates, false);
        mutual = started(certificates, true);
    }

    private static RabbitMq started(Certificates certificates, boolean asks) throws Exception {
        var broker = RabbitMq.start(certificates, asks);
        broker.declare("events", Map.of());
        broker.declare("results", Map.of());
        return broker;
    }

    @Override
    void stop() throws Exception {
        open.close();
        mutual.close();
    }

    private RabbitMq broker(boolean asks) {
        return asks ? mutual : open;
    }

    @Override
    List<String> broker(String host, boolean asks) {
        return List.of("connector: rabbitmq", "url: " + broker(asks).securedUrl(host));
    }

    @Override
    void send(boolean asks, List<byte[]> events) throws Exception {
        broker(asks).send("events", events);
    }

    @Override
    long results(boolean asks) throws Exception {
        return broker(asks).messages("results");
    }
}
