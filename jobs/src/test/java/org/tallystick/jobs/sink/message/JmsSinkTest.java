package org.tallystick.jobs.sink.message;

import java.nio.file.Path;
import org.tallystick.jobs.ActiveMq;
import org.tallystick.jobs.QueueServer;

/** Queues of ActiveMQ. */
class JmsSinkTest extends MessageSinkKit {

    @Override
    QueueServer start(Path folder) throws Exception {
        return new ActiveMq(folder);
    }
}
