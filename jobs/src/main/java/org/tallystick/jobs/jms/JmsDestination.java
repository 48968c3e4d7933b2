package org.tallystick.jobs.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.Serializable;
import org.tallystick.pipeline.SinkTarget;

/**
 * A queue or a topic of a broker.
 *
 * @param isTopic whether the name is a topic's; else it is a queue's
 */
public record JmsDestination(JmsBroker broker, String name, boolean isTopic)
        implements Serializable {

    /** As a session has it. */
    public Destination in(Session session) throws JMSException {
        return isTopic ? session.createTopic(name) : session.createQueue(name);
    }

    /** What makes it this one: it holds no secrets. */
    public SinkTarget target() {
        var place = broker.url().replaceAll("//[^/@,)]*@", "//").replaceAll("[?][^,)]*", "");
        return new SinkTarget("jms", name, (isTopic ? "topic " : "queue ") + place);
    }

    /** For people, without secrets. */
    @Override
    public String toString() {
        return "jms " + name;
    }
}
