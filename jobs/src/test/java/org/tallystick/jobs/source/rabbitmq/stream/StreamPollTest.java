package org.tallystick.jobs.source.rabbitmq.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.compression.Compression;
import com.rabbitmq.stream.compression.DefaultCompressionCodecFactory;
import com.rabbitmq.stream.impl.Client;
import com.rabbitmq.stream.impl.MessageBatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.jobs.rabbitmq.StreamBroker;
import org.tallystick.jobs.servers.RabbitMq;
import org.tallystick.jobs.tls.Tls;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.source.RawRecord;

/** Streams of a real broker, without a job. */
@Tag("servers")
@Timeout(120)
class StreamPollTest {
    private static final String STREAM = "s";
    private static final byte PUBLISHER = 1;

    private static final Tls JVM = new Tls(null, null);

    private RabbitMq server;
    private StreamBroker broker;
    private StreamBounds bounds;

    @BeforeEach
    void start() throws Exception {
        server = RabbitMq.startWithStreams();
        server.declare(
                STREAM,
                Map.of(
                        "x-queue-type",
                        "stream",
                        "x-max-length-bytes",
                        60_000,
                        "x-stream-max-segment-size-bytes",
                        20_000));
        broker = new StreamBroker(server.streamUrl(), null, null, JVM);
        bounds = new StreamBounds(broker, STREAM);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** The broker goes on with what it has, and says nothing. */
    @Test
    void whatIsRemovedBehindTheBackOfASlowReaderIsNoticed() throws Exception {
        server.send(STREAM, messages(0, 100));
        try (var continuing = poll(OnGap.CONTINUE);
                var stopping = poll(OnGap.STOP)) {
            assertThat(next(continuing)).isNotEmpty();
            assertThat(next(stopping)).isNotEmpty();
            for (int i = 1; i < 300; i++) {
                server.send(STREAM, messages(100 * i, 100 * i + 100));
            }
            long end = bounds.end();

            var items = new ArrayList<StreamItem>();
            while (items.isEmpty() || behind(items.get(items.size() - 1)) < end) {
                items.addAll(next(continuing));
            }
            assertThat(items).hasAtLeastOneElementOfType(StreamItem.Lost.class);
            assertThat(items.stream().map(StreamPollTest::behind).toList())
                    .isSorted()
                    .doesNotHaveDuplicates();

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    next(stopping);
                                }
                            })
                    .isInstanceOf(UnreadableStreamException.class)
                    .hasMessageContaining("were removed before they were read");
        }
    }

    @Test
    void whatHasNoDataIsDamagedAndWhatIsPackedIsUnpacked() throws Exception {
        publish("7b7d", "005377a103616263", "005375a003616263");

        var records = new ArrayList<RawRecord>();
        boolean more = new StreamSample(bounds).read(5, InstantSource.system(), records::add);

        assertThat(more).isTrue();
        assertThat(records).extracting(RawRecord::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(records.get(0).damage()).contains("no message of AMQP 1.0");
        assertThat(records.get(1).damage()).contains("an AMQP value");
        assertThat(records.get(2).bytes()).asString(UTF_8).isEqualTo("abc");
        assertThat(records.get(3).damage()).isEqualTo(records.get(0).damage());
        assertThat(records.get(4).damage()).isEqualTo(records.get(1).damage());
        assertThat(new StreamSample(bounds).read(6, InstantSource.system(), each -> {})).isFalse();
    }

    @Test
    void whatTheBrokerRefusesIsNotTriedAgain() {
        var stranger = new StreamBroker(server.streamUrl(), "guest", "wrong", JVM);
        var elsewhere = new StreamBroker(server.streamUrl() + "/nowhere", null, null, JVM);

        assertThatThrownBy(() -> new StreamBounds(stranger, STREAM).first())
                .isInstanceOf(UnreadableStreamException.class)
                .hasMessage(
                        "rabbitmq source: the broker refuses user or password, or the user from here");
        assertThatThrownBy(() -> new StreamBounds(elsewhere, STREAM).first())
                .isInstanceOf(UnreadableStreamException.class)
                .hasMessageContaining("no such virtual host");
        assertThatThrownBy(() -> new StreamBounds(broker, "nothing").first())
                .isInstanceOf(UnreadableStreamException.class)
                .hasMessage("rabbitmq source: there is no stream nothing");
    }

    private StreamPoll poll(OnGap onGap) {
        return new StreamPoll(
                new StreamGaps(bounds, onGap), StreamPlace.FIRST, Long.MAX_VALUE, () -> {});
    }

    /** Those of one chunk, once it is there. */
    private static List<StreamItem> next(StreamPoll poll) throws Exception {
        var items = poll.poll();
        while (items.isEmpty()) {
            Thread.onSpinWait();
            items = poll.poll();
        }
        return items;
    }

    private static long behind(StreamItem item) {
        return item instanceof StreamItem.Message message
                ? message.offset() + 1
                : ((StreamItem.Lost) item).behind();
    }

    private static List<byte[]> messages(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> "a message, the %dth".formatted(i).getBytes(UTF_8))
                .toList();
    }

    /** Sends messages as they stand, one by one, and again packed. */
    private void publish(String... hex) throws Exception {
        var confirmed = new CountDownLatch(hex.length + 1);
        var parameters =
                broker.parameters(channel -> {})
                        .host(broker.host())
                        .port(broker.port())
                        .compressionCodecFactory(new DefaultCompressionCodecFactory())
                        .publishConfirmListener((publisher, id) -> confirmed.countDown());
        try (var client = new Client(parameters)) {
            client.declarePublisher(PUBLISHER, null, STREAM);
            var messages = new ArrayList<Message>();
            for (var each : hex) {
                var bytes = HexFormat.of().parseHex(each);
                messages.add(client.messageBuilder().addData(bytes).build());
            }
            client.publish(PUBLISHER, messages);
            client.publishBatches(PUBLISHER, List.of(new MessageBatch(Compression.GZIP, messages)));
            assertThat(confirmed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
