package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.arguments.LiveOptions;

/** Quorum queues of RabbitMQ. */
@Tag("servers")
class RabbitQuorumJobTest extends QueueJobKit {
    /** Two consumers take them before the first checkpoint. */
    private static final int MANY = 130_000;

    @Override
    QueueServer broker(Path folder) throws Exception {
        return RabbitQueues.start(Map.of("x-queue-type", "quorum"));
    }

    /** The broker says of a leader that is busy that its queue has nothing and nobody. */
    @Test
    void aBoundedRunTakesAllOfAQueueThatIsStillBusyWithWhatItWasSent() throws Exception {
        var plan = plan("prefetch: 65535");
        send(events(0, MANY));
        run(plan, LiveOptions.of(true));

        assertThat(ids(plan)).hasSize(MANY).doesNotHaveDuplicates();
    }
}
