package org.tallystick.window;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.tallystick.text.Spelling;

/** Time zones by name. */
public final class Zones {

    private Zones() {}

    /**
     * The zone of a name, or of an offset.
     *
     * @throws IllegalArgumentException in one line, where there is none
     */
    public static ZoneId parse(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            var hint = hint(text).map(near -> " (did you mean '" + near + "'?)").orElse("");
            throw new IllegalArgumentException("unknown time zone '" + text + "'" + hint, e);
        }
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
