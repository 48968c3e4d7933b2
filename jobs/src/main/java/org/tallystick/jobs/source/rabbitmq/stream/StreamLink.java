package org.tallystick.jobs.source.rabbitmq.stream;

import com.rabbitmq.stream.AuthenticationFailureException;
import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.OffsetSpecification;
import com.rabbitmq.stream.StreamException;
import com.rabbitmq.stream.impl.Client;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.rabbitmq.StreamBroker;
import org.tallystick.jobs.tls.TlsRefusals;

/**
 * A connection that reads one stream. It does not connect again by itself, and asks the broker for
 * no more than it has room for.
 */
final class StreamLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLink.class);
    private static final byte SUBSCRIPTION = 1;
    private static final int CHUNKS = 32;
    private static final int BYTES = 4 << 20;

    private final EventLoopGroup loop;
    private final ChunkFrames frames;
    private final Client client;
    private final String stream;

    /** How many chunks the broker was asked for that were not taken yet. */
    private int asked;

    private StreamLink(EventLoopGroup loop, ChunkFrames frames, Client client, String stream) {
        this.loop = loop;
        this.frames = frames;
        this.client = client;
        this.stream = stream;
    }

    /** The address of a broker. */
    private record Address(String host, int port) {

        static Address of(Client.Broker broker) {
            return new Address(broker.getHost(), broker.getPort());
        }
    }

    /**
     * Connects to a broker that has the stream: to the one whose address is known where that has
     * it, or to one that it names, by the address that it names it by.
     *
     * @param arrived called whenever something has come
     * @throws UnreadableStreamException where the broker refuses
     */
    static StreamLink open(StreamBroker broker, String stream, Runnable arrived)
            throws IOException {
        var first = new Address(broker.host(), broker.port());
        var link = open(broker, first, stream, arrived);
        List<Address> holders;
        try {
            holders = link.holders();
        } catch (IOException e) {
            link.close();
            throw e;
        }
        if (holders.contains(first)) {
            return link;
        }
        link.close();
        return open(broker, holders.get(0), stream, arrived);
    }

    private static StreamLink open(
            StreamBroker broker, Address address, String stream, Runnable arrived)
            throws IOException {
        var frames = new ChunkFrames(stream, arrived);
        var parameters = parameters(broker, frames);
        var loop =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("rabbitmq-stream", true),
                        NioIoHandler.newFactory());
        try {
            var client =
                    new Client(
                            parameters
                                    .host(address.host())
                                    .port(address.port())
                                    .eventLoopGroup(loop)
                                    .metadataListener((name, code) -> frames.withdrawn())
                                    .shutdownListener(context -> frames.lost()));
            return new StreamLink(loop, frames, client, stream);
        } catch (RuntimeException e) {
            shutDown(loop);
            throw refusal(e);
        }
    }

    private static Client.ClientParameters parameters(StreamBroker broker, ChunkFrames frames)
            throws IOException {
        try {
            return broker.parameters(frames::listen);
        } catch (IOException e) {
            throw untrusted(e).orElse(e);
        }
    }

    private static Optional<IOException> untrusted(Exception e) {
        return TlsRefusals.reason(e).map(reason -> new UnreadableStreamException(reason, e));
    }

    /** Of a virtual host the client says the code only in words. */
    private static IOException refusal(RuntimeException e) {
        var untrusted = untrusted(e);
        if (untrusted.isPresent()) {
            return untrusted.get();
        }
        if (e instanceof AuthenticationFailureException) {
            return new UnreadableStreamException(
                    "the broker refuses user or password, or the user from here", e);
        }
        return String.valueOf(e.getMessage()).contains("(VIRTUAL_HOST_ACCESS_FAILURE)")
                ? new UnreadableStreamException(
                        "the broker has no such virtual host for this user", e)
                : new IOException("RabbitMQ cannot be reached: " + e.getMessage(), e);
    }

    /** The brokers that have the stream: its leader first. */
    private List<Address> holders() throws IOException {
        var metadata = asking(() -> client.metadata(stream)).get(stream);
        require(metadata.getResponseCode());
        var holders = new ArrayList<Address>();
        Optional.ofNullable(metadata.getLeader()).map(Address::of).ifPresent(holders::add);
        metadata.getReplicas().stream().map(Address::of).forEach(holders::add);
        if (holders.isEmpty()) {
            throw new IOException("no broker has stream " + stream + " now");
        }
        return holders;
    }

    private void require(short code) throws IOException {
        switch (code) {
            case Constants.RESPONSE_CODE_OK -> {}
            case Constants.RESPONSE_CODE_STREAM_DOES_NOT_EXIST ->
                    throw new UnreadableStreamException("there is no stream " + stream);
            case Constants.RESPONSE_CODE_ACCESS_REFUSED ->
                    throw new UnreadableStreamException(
                            "the broker does not let this user read stream " + stream);
            default -> throw new IOException("stream %s: code %d".formatted(stream, code));
        }
    }

    /** Asks the broker something. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws StreamException;
    }

    private static <T> T asking(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (StreamException e) {
            throw new IOException("RabbitMQ does not answer: " + e.getMessage(), e);
        }
    }

    /** Begins to read, with one chunk. */
    void begin(OffsetSpecification at) throws IOException {
        asked = 1;
        var answer = asking(() -> client.subscribe(SUBSCRIPTION, stream, at, 1));
        require(answer.getResponseCode());
    }

    /**
     * Whether the first chunk has come. The broker does what it is asked in turn, so that it sends
     * one that there is before it answers a question that is asked behind it.
     */
    boolean hasBegun() throws IOException {
        asking(() -> client.metadata(stream));
        return frames.isThere();
    }

    /**
     * The next chunk; empty where there is none within a time.
     *
     * @throws IOException where the connection is lost, and there is nothing left of it
     */
    Optional<Chunk> take(Duration patience) throws IOException {
        var frame = frames.take(patience);
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        var chunk = Chunk.of(stream, frame.get());
        asked--;
        ask(Math.max(2, Math.min(CHUNKS, BYTES / frame.get().length)));
        return Optional.of(chunk);
    }

    /** Lets the broker send ahead: some megabytes, of which the last chunk is the measure. */
    private void ask(int most) throws IOException {
        if (asked < most) {
            int more = most - asked;
            asking(
                    () -> {
                        client.credit(SUBSCRIPTION, more);
                        return more;
                    });
            asked = most;
        }
    }

    /** Says goodbye, unless there is no time for that. */
    @Override
    public void close() {
        try {
            if (!Thread.currentThread().isInterrupted()) {
                client.close();
            }
        } catch (StreamException e) {
            LOG.warn("RabbitMQ was left without an answer: {}", e.toString());
        } finally {
            shutDown(loop);
        }
    }

    private static void shutDown(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
