package org.tallystick.jobs.sink.message;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.tallystick.jobs.QueueServer;
import org.tallystick.jobs.RabbitQueues;

/** Queues of RabbitMQ. */
@Tag("servers")
class RabbitSinkTest extends MessageSinkKit {

    @Override
    QueueServer start(Path folder) throws Exception {
        return RabbitQueues.start(Map.of());
    }
}
