package org.tallystick.jobs.source.rabbitmq;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.jobs.rabbitmq.StreamBroker;
import org.tallystick.jobs.source.queue.PrefetchKey;
import org.tallystick.jobs.source.rabbitmq.stream.StreamSpec;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.pipeline.SourceWords;
import org.tallystick.pipeline.StartText;
import org.tallystick.pipeline.Words;

/** Queues and streams of RabbitMQ as a source. */
final class RabbitSourceWords implements SourceWords {
    private static final Key<String> QUEUE =
            Key.of("queue", Kinds.TEXT, "The classic or quorum queue that events come from");

    private static final Key<String> STREAM =
            Key.of("stream", Kinds.TEXT, "In place of 'queue': the stream");

    private static final Key<Start> START =
            StartText.key(
                    List.of("earliest", "latest"),
                    "Of a stream, where the first run begins: earliest, latest, or a time as 2024-01-31T00:00:00Z");

    private static final Key<OnGap> ON_GAP =
            Key.of(
                            "on-gap",
                            Words.of(OnGap.class, word -> word.name().toLowerCase(Locale.ROOT)),
                            "Of a stream, where messages were removed that were not read yet: stop, or note them as lost and continue")
                    .or("stop");

    private static final Shape SHAPE =
            Shape.of(
                            "Queues and streams of RabbitMQ",
                            RabbitWords.SOURCE_URL,
                            RabbitWords.USER,
                            RabbitWords.PASSWORD,
                            TlsWords.TRUSTSTORE,
                            TlsWords.TRUSTSTORE_PASSWORD,
                            TlsWords.KEYSTORE,
                            TlsWords.KEYSTORE_PASSWORD,
                            QUEUE,
                            STREAM,
                            PrefetchKey.KEY,
                            START,
                            ON_GAP)
                    .withOneOf(QUEUE, STREAM);

    @Override
    public String connector() {
        return "rabbitmq";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        boolean isQueue = section.has(QUEUE);
        if (isQueue == section.has(STREAM)) {
            return Optional.empty();
        }
        if (isQueue) {
            refuse(section, START, "'start' is of a stream, a queue has one beginning");
            refuse(section, ON_GAP, "'on-gap' is of a stream, a queue has no gaps");
        } else {
            refuse(section, PrefetchKey.KEY, "'prefetch' is of a queue");
        }
        return isQueue ? queue(section, format, folder) : stream(section, format, folder);
    }

    private static void refuse(Section section, Key<?> key, String why) {
        if (section.has(key)) {
            section.problemAtKey(key, why);
        }
    }

    private static Optional<SourceSpec> queue(
            Section section, RecordFormat format, PipelineFolder folder) {
        var url = url(section, false, "a queue is read by amqp:// or amqps://");
        var queue = section.get(QUEUE);
        int prefetch = section.getOrStandard(PrefetchKey.KEY);
        return RabbitWords.read(section, url, folder, RabbitBroker::of)
                .flatMap(at -> queue.map(it -> new RabbitSource(at, it, prefetch, format)));
    }

    private static Optional<SourceSpec> stream(
            Section section, RecordFormat format, PipelineFolder folder) {
        var url =
                url(
                        section,
                        true,
                        "a stream is read by rabbitmq-stream:// or rabbitmq-stream+tls://");
        var stream = section.get(STREAM);
        if (stream.filter(it -> !US_ASCII.newEncoder().canEncode(it)).isPresent()) {
            section.problemAtKey(STREAM, "RabbitMQ's client takes only streams of ASCII names");
        }
        var start = section.getOrStandard(START);
        var onGap = section.getOrStandard(ON_GAP);
        return RabbitWords.read(section, url, folder, StreamBroker::of)
                .flatMap(at -> stream.map(it -> new StreamSpec(at, it, start, onGap, format)));
    }

    private static Optional<String> url(Section section, boolean isOfStreams, String otherwise) {
        var url = section.get(RabbitWords.SOURCE_URL);
        if (url.isPresent() && StreamBroker.isOne(url.get()) != isOfStreams) {
            section.problemAtKey(RabbitWords.SOURCE_URL, otherwise);
            return Optional.empty();
        }
        return url;
    }
}
