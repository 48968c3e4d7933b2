package org.tallystick.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.stream.Environment;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.codec.SimpleCodec;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;

/**
 * {@code basicConsume} with a prefetch, and every {@value #EVERY} messages one acknowledgement of
 * all; a consumer of a stream; persistent messages, of which as many are confirmed at a time.
 */
final class RabbitLoop implements Client {
    private static final int EVERY = 1_000;
    private static final long CONFIRM_MILLIS = 30_000;

    @Override
    public void read(Place place, long events, Tally tally) throws Exception {
        if (place.settings().has("stream")) {
            readStream(place, events, tally);
            return;
        }
        try (var connection = connect(place)) {
            var channel = connection.createChannel();
            channel.basicQos(10 * EVERY);
            var receiving = new Receiving(channel, events, tally);
            channel.basicConsume(place.text("queue"), false, receiving);
            receiving.done.await();
        }
    }

    /** Messages are left as they are: the client's codec for AMQP 1.0 is not at hand. */
    private static void readStream(Place place, long events, Tally tally) throws Exception {
        var done = new CountDownLatch(1);
        try (var client =
                Environment.builder().uri(place.text("url")).codec(new SimpleCodec()).build()) {
            client.consumerBuilder().stream(place.text("stream"))
                    .offset(OffsetSpecification.first())
                    .messageHandler(
                            (context, message) -> {
                                tally.add();
                                if (tally.records() == events) {
                                    done.countDown();
                                }
                            })
                    .build();
            done.await();
        }
    }

    private static Connection connect(Place place) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(place.text("url"));
        return factory.newConnection();
    }

    /** Counts in the connection's own thread. */
    private static final class Receiving extends DefaultConsumer {
        private final CountDownLatch done = new CountDownLatch(1);
        private final long events;
        private final Tally tally;

        Receiving(Channel channel, long events, Tally tally) {
            super(channel);
            this.events = events;
            this.tally = tally;
        }

        @Override
        public void handleDelivery(
                String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            tally.add();
            if (tally.records() % EVERY == 0 || tally.records() == events) {
                getChannel().basicAck(envelope.getDeliveryTag(), true);
            }
            if (tally.records() == events) {
                done.countDown();
            }
        }
    }

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        var json = new CellJson(plan.metrics());
        var bodies = cells.stream().map(cell -> json.line(cell).getBytes(UTF_8)).toList();
        return tally -> write(place, bodies, tally);
    }

    private static void write(Place place, List<byte[]> bodies, Tally tally) throws Exception {
        try (var connection = connect(place)) {
            var channel = connection.createChannel();
            channel.confirmSelect();
            for (var body : bodies) {
                tally.add();
                channel.basicPublish(
                        "", place.text("queue"), MessageProperties.MINIMAL_PERSISTENT_BASIC, body);
                if (tally.records() % EVERY == 0) {
                    channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
                }
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        }
    }
}
