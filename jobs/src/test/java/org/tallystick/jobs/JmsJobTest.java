package org.tallystick.jobs;

import java.nio.file.Path;

/** Queues of ActiveMQ. */
class JmsJobTest extends QueueJobKit {

    @Override
    QueueServer start(Path folder) throws Exception {
        return new ActiveMq(folder);
    }
}
