package org.tallystick.jobs;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Quorum queues of RabbitMQ. */
@Tag("servers")
class RabbitQuorumJobTest extends QueueJobKit {

    @Override
    QueueServer broker(Path folder) throws Exception {
        return RabbitQueues.start(Map.of("x-queue-type", "quorum"));
    }
}
