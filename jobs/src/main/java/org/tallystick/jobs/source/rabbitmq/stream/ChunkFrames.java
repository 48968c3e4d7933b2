package org.tallystick.jobs.source.rabbitmq.stream;

import com.rabbitmq.stream.Constants;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The chunks of messages that come over a connection, as they come, until someone takes them. The
 * client's own way has a thread of its own, so that nobody knows what came before an answer, and
 * only logs what it cannot read.
 */
final class ChunkFrames extends ChannelInboundHandlerAdapter {
    /** The highest bit of a command says that it is an answer. */
    private static final int COMMAND = 0x7fff;

    private final String stream;
    private final Runnable arrived;
    private final BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
    private final AtomicReference<String> end = new AtomicReference<>();

    /**
     * @param arrived called whenever something has come
     */
    ChunkFrames(String stream, Runnable arrived) {
        this.stream = stream;
        this.arrived = arrived;
    }

    /** Takes what comes over a channel, once that is cut into frames. */
    void listen(Channel channel) {
        var frames = channel.pipeline().context(LengthFieldBasedFrameDecoder.class);
        channel.pipeline().addAfter(frames.name(), "chunks", this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        var frame = (ByteBuf) message;
        if ((frame.getShort(frame.readerIndex()) & COMMAND) != Constants.COMMAND_DELIVER) {
            super.channelRead(context, message);
            return;
        }
        var bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        frame.release();
        came.add(bytes);
        arrived.run();
    }

    /** The connection has ended. */
    void lost() {
        end("the connection to RabbitMQ was lost");
    }

    /** The stream is not there any more, or its leader is another. */
    void withdrawn() {
        end("the broker has withdrawn stream " + stream);
    }

    private void end(String why) {
        end.compareAndSet(null, why);
        arrived.run();
    }

    boolean isThere() {
        return !came.isEmpty();
    }

    /**
     * The next one; empty where there is none within a time.
     *
     * @throws IOException where no more will come
     */
    Optional<byte[]> take(Duration patience) throws IOException {
        try {
            var frame = came.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null && end.get() != null) {
                throw new IOException(end.get());
            }
            return Optional.ofNullable(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for messages");
        }
    }
}
