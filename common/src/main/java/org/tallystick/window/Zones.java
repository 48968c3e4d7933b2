package org.tallystick.window;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tallystick.text.Spelling;

/** Time zones by name, and what of them window arithmetic needs. */
final class Zones {

    private Zones() {}

    static ZoneId parse(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            var hint = hint(text).map(near -> " (did you mean '" + near + "'?)").orElse("");
            throw new IllegalArgumentException("unknown time zone '" + text + "'" + hint, e);
        }
    }

    /** Every offset from UTC that the zone has or had since 1970. */
    static Stream<ZoneOffset> offsets(ZoneRules rules) {
        var past =
                rules.getTransitions().stream()
                        .filter(transition -> transition.getInstant().isAfter(Instant.EPOCH))
                        .map(transition -> transition.getOffsetAfter());
        var yearly = rules.getTransitionRules().stream().map(rule -> rule.getOffsetAfter());
        return Stream.of(Stream.of(rules.getOffset(Instant.EPOCH)), past, yearly)
                .flatMap(offsets -> offsets)
                .distinct();
    }

    /** A zone whose city was written alone, or else the nearest in spelling. */
    private static Optional<String> hint(String text) {
        var known = new TreeSet<>(ZoneId.getAvailableZoneIds());
        var city = "/" + text.replace(' ', '_').toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city))
                .findFirst()
                .or(() -> Spelling.nearest(text, known));
    }
}
