package org.tallystick.jobs;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.tallystick.jobs.servers.Certificates;

/** An ActiveMQ broker in this process, which keeps its messages in a folder. */
public final class ActiveMq implements QueueServer {
    public static final String QUEUE = "events";

    private final Path folder;
    private final String name;
    private BrokerService broker;
    private URI address = URI.create("tcp://127.0.0.1:0");

    public ActiveMq(Path folder) throws Exception {
        this(folder, QUEUE);
    }

    /**
     * @param name of its queue
     */
    public ActiveMq(Path folder, String name) throws Exception {
        this.folder = folder;
        this.name = name;
        start();
    }

    /**
     * Also listens for TLS from now on.
     *
     * @param mutual whether clients have to show a certificate
     * @return its port
     */
    int secure(Certificates certificates, boolean mutual) throws Exception {
        broker.setSslContext(
                new SslContext(certificates.serverKeys(), certificates.clients(), null));
        var connector = broker.addConnector("ssl://127.0.0.1:0?needClientAuth=" + mutual);
        broker.startTransportConnector(connector);
        return connector.getConnectUri().getPort();
    }

    private void start() throws Exception {
        broker = new BrokerService();

        broker.setUseJmx(false);
        broker.setDataDirectoryFile(folder.resolve("activemq").toFile());
        TransportConnector connector = broker.addConnector(address);
        broker.start();
        broker.waitUntilStarted();
        address = connector.getConnectUri();
    }

    public String url() {
        return address.toString();
    }

    @Override
    public List<String> source() {
        return List.of("connector: jms", "url: " + url(), "queue: " + name);
    }

    @Override
    public void send(List<byte[]> messages) throws Exception {
        send(new ActiveMQQueue(name), messages);
    }

    /** Sends persistent messages to a topic, in their order. */
    void sendToTopic(String topic, List<byte[]> messages) throws Exception {
        send(new ActiveMQTopic(topic), messages);
    }

    private void send(Destination destination, List<byte[]> messages) throws Exception {
        var connection = new ActiveMQConnectionFactory(url()).createConnection();
        try {
            var session = connection.createSession(true, Session.SESSION_TRANSACTED);
            var producer = session.createProducer(destination);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            for (var bytes : messages) {
                var message = session.createBytesMessage();
                message.writeBytes(bytes);
                producer.send(message);
            }
            session.commit();
        } finally {
            connection.close();
        }
    }

    @Override
    public List<Received> receive() throws Exception {
        var received = new ArrayList<Received>();
        var connection = new ActiveMQConnectionFactory(url()).createConnection();
        try {
            connection.start();
            var session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            var consumer = session.createConsumer(session.createQueue(name));
            long left = left();
            for (long i = 0; i < left; i++) {
                var message = (TextMessage) consumer.receive();
                received.add(new Received(message.getText(), headers(message)));
            }
        } finally {
            connection.close();
        }
        return received;
    }

    private static Map<String, String> headers(Message message) throws JMSException {
        var headers = new HashMap<String, String>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            var name = names.nextElement().toString();
            headers.put(name, message.getStringProperty(name));
        }
        return headers;
    }

    @Override
    public void restart() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
        start();
    }

    @Override
    public long left() throws Exception {
        return left(name);
    }

    /** How many messages another queue has. */
    long left(String other) throws Exception {
        var queue = broker.getDestination(new ActiveMQQueue(other));
        return queue.getDestinationStatistics().getMessages().getCount();
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }
}
