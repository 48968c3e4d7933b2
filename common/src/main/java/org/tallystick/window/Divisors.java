package org.tallystick.window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tallystick.text.Durations;

/** The rule that one duration divides another, and what would do where it does not. */
final class Divisors {
    /** Neighbours are given in the unit that was written: 6 min, not 6 min 40 s. */
    private static final List<Long> UNITS =
            List.of(604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L);

    private Divisors() {}

    /**
     * Checks that {@code part} divides {@code whole}, both positive ms.
     *
     * @param name what the part is, for the message
     */
    static void check(String name, long part, long whole) {
        if (whole % part != 0) {
            throw new IllegalArgumentException(
                    "the %s must divide %s, %s does not, %s"
                            .formatted(
                                    name,
                                    Durations.text(whole),
                                    Durations.text(part),
                                    neighbours(part, whole)));
        }
    }

    private static String neighbours(long part, long whole) {
        long unit =
                UNITS.stream()
                        .filter(candidate -> part % candidate == 0 && whole % candidate == 0)
                        .findFirst()
                        .orElseThrow();
        var divisors = divisors(whole / unit);
        var below = divisors.stream().filter(divisor -> divisor * unit < part).reduce((a, b) -> b);
        var above = divisors.stream().filter(divisor -> divisor * unit > part).findFirst();
        var working = Stream.concat(below.stream(), above.stream()).toList();
        return working.stream()
                        .map(divisor -> Durations.text(divisor * unit))
                        .collect(Collectors.joining(" and "))
                + (working.size() == 1 ? " does" : " do");
    }

    private static List<Long> divisors(long number) {
        var low = new ArrayList<Long>();
        for (long i = 1; i * i <= number; i++) {
            if (number % i == 0) {
                low.add(i);
            }
        }
        var high = low.stream().map(divisor -> number / divisor);
        return Stream.concat(low.stream(), high).sorted().distinct().toList();
    }
}
