package org.tallystick.bench.connectors;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;

/**
 * {@code receive}, and every {@value #EVERY} messages one acknowledgement of all; persistent
 * messages in transactions of {@value #TRANSACTION}.
 */
final class JmsLoop implements Client {
    /**
     * Fewer than the broker sends ahead: else it waits for the acknowledgement, and this for it.
     */
    private static final int EVERY = 100;

    private static final int TRANSACTION = 1_000;

    @Override
    public void read(Place place, long events, Tally tally) throws Exception {
        var connection = new ActiveMQConnectionFactory(place.text("url")).createConnection();
        try {
            connection.start();
            var session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
            var consumer = session.createConsumer(session.createQueue(place.text("queue")));
            while (tally.records() < events) {
                var message = (BytesMessage) consumer.receive();
                var body = new byte[(int) message.getBodyLength()];
                message.readBytes(body);
                tally.add();
                if (tally.records() % EVERY == 0 || tally.records() == events) {
                    message.acknowledge();
                }
            }
        } finally {
            connection.close();
        }
    }

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        var json = new CellJson(plan.metrics());
        var texts = cells.stream().map(json::line).toList();
        return tally -> write(place, texts, tally);
    }

    private static void write(Place place, List<String> texts, Tally tally) throws Exception {
        var connection = new ActiveMQConnectionFactory(place.text("url")).createConnection();
        try {
            connection.start();
            var session = connection.createSession(true, Session.SESSION_TRANSACTED);
            var producer = session.createProducer(session.createQueue(place.text("queue")));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (var text : texts) {
                tally.add();
                producer.send(session.createTextMessage(text));
                if (tally.records() % TRANSACTION == 0) {
                    session.commit();
                }
            }
            session.commit();
        } finally {
            connection.close();
        }
    }
}
