package org.tallystick.jobs.source.kinesis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tallystick.jobs.kinesis.KinesisKeys;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.PipelineFolder;
import org.tallystick.pipeline.RecordFormat;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceSpec.Carried;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.pipeline.SourceWords;
import org.tallystick.pipeline.StartText;
import org.tallystick.pipeline.Words;

/** A Kinesis stream as a source. */
final class KinesisSourceWords implements SourceWords {
    static final Key<Start> START =
            StartText.key(
                    List.of("earliest", "latest"),
                    "Where the first run begins: earliest (the trim horizon), latest, or a time as 2024-01-31T00:00:00Z");

    static final Key<OnGap> ON_GAP =
            Key.of(
                            "on-gap",
                            Words.of(OnGap.class, word -> word.name().toLowerCase(Locale.ROOT)),
                            "Where Kinesis has removed what was not read yet: stop, or note it as lost and continue")
                    .or("stop");

    static final Key<Duration> POLL_INTERVAL =
            Key.of(
                            "poll-interval",
                            Kinds.POSITIVE,
                            "How long to wait at least between two requests to a shard, which takes five a second")
                    .or("250 ms");

    static final Key<String> KEY_FIELD =
            Key.of(
                            "key-field",
                            Kinds.TEXT,
                            "The field of the schema that is the record's partition key")
                    .withoutVariables();

    private static final Shape SHAPE =
            Shape.of(
                    "A Kinesis stream, shard by shard",
                    KinesisKeys.STREAM,
                    KinesisKeys.REGION,
                    KinesisKeys.ENDPOINT,
                    START,
                    ON_GAP,
                    POLL_INTERVAL,
                    KEY_FIELD);

    @Override
    public String connector() {
        return "kinesis";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        var service = KinesisKeys.service(section);
        var start = section.getOrStandard(START);
        var onGap = section.getOrStandard(ON_GAP);
        var pollInterval = section.getOrStandard(POLL_INTERVAL);
        var carried = new Carried(false, section.get(KEY_FIELD), Optional.empty());
        return section.get(KinesisKeys.STREAM)
                .map(
                        stream ->
                                new KinesisStream(
                                        stream,
                                        service,
                                        start,
                                        onGap,
                                        pollInterval,
                                        carried,
                                        format.name(),
                                        format.options()));
    }
}
