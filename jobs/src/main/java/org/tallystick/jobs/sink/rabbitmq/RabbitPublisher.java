package org.tallystick.jobs.sink.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.tallystick.jobs.rabbitmq.UnroutableException;
import org.tallystick.jobs.sink.message.CellMessage;
import org.tallystick.jobs.sink.message.Publisher;

/** Sends persistent messages, which the broker confirms; one that no queue takes is a failure. */
final class RabbitPublisher implements Publisher {
    private static final long CONFIRM_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final int PERSISTENT = 2;

    private final Connection connection;
    private final Channel channel;
    private final RabbitExchange exchange;
    private final AtomicReference<Return> returned = new AtomicReference<>();

    RabbitPublisher(Connection connection, Channel channel, RabbitExchange exchange)
            throws IOException {
        this.connection = connection;
        this.channel = channel;
        this.exchange = exchange;
        channel.confirmSelect();
        channel.addReturnListener(each -> returned.compareAndSet(null, each));
    }

    @Override
    public void publish(CellMessage message) throws IOException {
        var properties =
                new AMQP.BasicProperties.Builder()
                        .contentType("application/json")
                        .deliveryMode(PERSISTENT)
                        .headers(message.headers())
                        .build();
        var key = exchange.routingKey() == null ? message.metric() : exchange.routingKey();
        try {
            channel.basicPublish(
                    exchange.exchange(), key, true, properties, message.body().getBytes(UTF_8));
        } catch (ShutdownSignalException e) {
            throw lost(e);
        }
    }

    private static IOException lost(Exception e) {
        return new IOException("the connection to RabbitMQ was lost", e);
    }

    /** A message that no queue takes comes back before it is confirmed. */
    @Override
    public void confirm() throws IOException {
        try {
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        } catch (TimeoutException | ShutdownSignalException e) {
            throw lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the broker confirms");
        }
        var unroutable = returned.get();
        if (unroutable != null) {
            throw new UnroutableException(
                    "exchange '%s' has no queue for messages with the key %s"
                            .formatted(unroutable.getExchange(), unroutable.getRoutingKey()));
        }
    }

    @Override
    public void close() {
        connection.abort((int) TimeUnit.SECONDS.toMillis(1));
    }
}
