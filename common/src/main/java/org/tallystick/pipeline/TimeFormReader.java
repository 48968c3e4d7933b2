package org.tallystick.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.window.Zones;

/** Reads what {@code events} says of how event time is written. */
final class TimeFormReader {
    private static final String FORMAT = "time-format";
    private static final String ZONE = "time-zone";
    private static final String OVERLAP = "time-overlap";
    private static final String UNIT = "time-unit";

    private final Section section;

    TimeFormReader(Section section) {
        this.section = section;
    }

    TimeForm read() {
        var format = value(FORMAT).flatMap(it -> it.as("form of a time", TimeForm::checkedFormat));
        var zone = value(ZONE).flatMap(it -> it.as("time zone", Zones::parse));
        var overlap = value(OVERLAP).flatMap(TimeFormReader::overlap);
        var unit = value(UNIT).flatMap(TimeFormReader::unit);
        exclude(FORMAT);
        exclude(ZONE);
        if (value(OVERLAP).isPresent() && value(ZONE).isEmpty()) {
            section.problemAtKey(OVERLAP, "no time is there twice without a 'time-zone'");
        }
        return new TimeForm(format, zone, overlap.orElse(Overlap.REJECT), unit);
    }

    /** What is counted since 1970 has neither a format nor a zone. */
    private void exclude(String key) {
        if (value(key).isPresent() && value(UNIT).isPresent()) {
            section.problemAtKey(
                    key,
                    "'%s' is of texts, 'time-unit' of numbers since 1970 in UTC: keep one"
                            .formatted(key));
        }
    }

    private Optional<Value> value(String key) {
        return section.optional(key).map(Value::withoutVariables);
    }

    private static Optional<Overlap> overlap(Value value) {
        var words = Arrays.stream(Overlap.values()).map(Overlap::word).toArray(String[]::new);
        return Choice.of(words).read(value).map(word -> Overlap.valueOf(upper(word)));
    }

    private static Optional<EpochUnit> unit(Value value) {
        var words = Arrays.stream(EpochUnit.values()).map(EpochUnit::word).toArray(String[]::new);
        return Choice.of(words).read(value).map(word -> EpochUnit.valueOf(upper(word)));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
