package org.tallystick.pipeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.text.Durations;
import org.tallystick.window.Zones;

/** The keys of {@code events}. */
final class EventsShape {
    static final Key<Value> SCHEMA =
            Key.of("schema", Kinds.PATH, "A file with an Avro record schema: the events' fields")
                    .required();

    static final Key<String> TIME =
            Key.of("time", Kinds.TEXT, "The field that says when an event happened")
                    .required()
                    .withoutVariables();

    static final Key<String> FORMAT =
            Key.of(
                            "time-format",
                            new Scalar<>("form of a time", TimeForm::checkedFormat, TextForm.any()),
                            "How the time is written, where not as in ISO 8601: a pattern of Java's DateTimeFormatter")
                    .withoutVariables();

    static final Key<ZoneId> ZONE =
            Key.of(
                            "time-zone",
                            new Scalar<>("time zone", Zones::parse, TextForm.any()),
                            "The zone of times without an offset, such as Europe/Berlin; UTC if absent")
                    .withoutVariables();

    static final Key<Overlap> OVERLAP =
            Key.of(
                            "time-overlap",
                            Words.of(Overlap.class, Overlap::word),
                            "What a time is that the zone's clocks show twice")
                    .or(Overlap.REJECT.word())
                    .withoutVariables();

    static final Key<EpochUnit> UNIT =
            Key.of(
                            "time-unit",
                            Words.of(EpochUnit.class, EpochUnit::word),
                            "What the time, a number, counts since 1970")
                    .withoutVariables();

    static final Key<List<Value>> ID =
            Key.of(
                            "id",
                            Listed.oneOrMore(Kinds.TEXT),
                            "The fields that identify an event; its position in the source if absent")
                    .withoutVariables();

    static final Key<Duration> OUT_OF_ORDERNESS =
            Key.of(
                            "out-of-orderness",
                            Kinds.NOT_NEGATIVE,
                            "How far behind its partition's clock an event is still expected")
                    .required()
                    .withoutVariables();

    static final Key<Duration> IDLE_TIMEOUT =
            Key.of(
                            "idle-timeout",
                            Kinds.POSITIVE,
                            "After how long without input a partition holds nothing back")
                    .or("30 s")
                    .withoutVariables();

    static final Key<Duration> IDLE_ADVANCE =
            Key.of(
                            "idle-advance",
                            Kinds.POSITIVE,
                            "While all partitions are quiet, event time follows the clock less this; off if absent")
                    .withoutVariables();

    static final Key<Duration> ALLOWED_LATENESS =
            Key.of(
                            "allowed-lateness",
                            Kinds.NOT_NEGATIVE,
                            "How long after its end a window is still revised")
                    .or("0 s")
                    .withoutVariables();

    static final Key<Duration> DEDUPLICATE =
            Key.of(
                            "deduplicate",
                            Kinds.POSITIVE,
                            "Repeats of an id this far apart in event time are dropped; none if absent")
                    .withoutVariables();

    static final Key<Duration> MAX_AHEAD =
            Key.of(
                            "max-ahead",
                            Kinds.POSITIVE,
                            "An event dated further ahead of its record's own time is rejected")
                    .or(Durations.text(Events.MAX_AHEAD))
                    .withoutVariables();

    static final Key<Long> MAX_SIZE =
            Key.of(
                            "max-size",
                            new Scalar<>("size", Limits::bytes, Limits.bytesForm()),
                            "Larger records are rejected")
                    .or("1 MiB")
                    .withoutVariables();

    static final Shape SHAPE =
            Shape.of(
                    "How inputs become events",
                    SCHEMA,
                    TIME,
                    FORMAT,
                    ZONE,
                    OVERLAP,
                    UNIT,
                    ID,
                    OUT_OF_ORDERNESS,
                    IDLE_TIMEOUT,
                    IDLE_ADVANCE,
                    ALLOWED_LATENESS,
                    DEDUPLICATE,
                    MAX_AHEAD,
                    MAX_SIZE);

    private EventsShape() {}
}
