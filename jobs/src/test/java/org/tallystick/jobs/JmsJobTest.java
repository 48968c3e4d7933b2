package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.arguments.LiveOptions;

/** Queues and durable topics of ActiveMQ. */
class JmsJobTest extends QueueJobKit {
    private ActiveMq activeMq;

    @Override
    QueueServer broker(Path folder) throws Exception {
        activeMq = new ActiveMq(folder);
        return activeMq;
    }

    @Test
    void aDurableTopicKeepsWhatComesBetweenTwoRuns() throws Exception {
        var source = List.of("connector: jms", "url: " + activeMq.url(), "topic: news");
        var plan = plan("id: [id]", source);
        run(plan, LiveOptions.of(true));
        activeMq.sendToTopic("news", events(0, 700));

        activeMq.restart();
        run(plan, LiveOptions.of(true));

        assertThat(ids(plan)).hasSize(700).doesNotHaveDuplicates();
    }
}
