package org.tallystick.pipeline;

import org.tallystick.event.TimeForm;

/** Reads what {@code events} says of how event time is written. */
final class TimeFormReader {
    private final Section section;

    TimeFormReader(Section section) {
        this.section = section;
    }

    TimeForm read() {
        exclude(EventsShape.FORMAT);
        exclude(EventsShape.ZONE);
        if (section.has(EventsShape.OVERLAP) && !section.has(EventsShape.ZONE)) {
            section.problemAtKey(
                    EventsShape.OVERLAP, "no time is there twice without a 'time-zone'");
        }
        return new TimeForm(
                section.get(EventsShape.FORMAT),
                section.get(EventsShape.ZONE),
                section.getOrStandard(EventsShape.OVERLAP),
                section.get(EventsShape.UNIT));
    }

    /** What is counted since 1970 has neither a format nor a zone. */
    private void exclude(Key<?> key) {
        if (section.has(key) && section.has(EventsShape.UNIT)) {
            section.problemAtKey(
                    key,
                    "'%s' is of texts, 'time-unit' of numbers since 1970 in UTC: keep one"
                            .formatted(key.name()));
        }
    }
}
