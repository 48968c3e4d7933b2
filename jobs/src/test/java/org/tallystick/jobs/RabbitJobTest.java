package org.tallystick.jobs;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Classic queues of RabbitMQ. */
@Tag("servers")
class RabbitJobTest extends QueueJobKit {

    @Override
    QueueServer broker(Path folder) throws Exception {
        return RabbitQueues.start(Map.of());
    }
}
