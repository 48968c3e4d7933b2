package org.tallystick.oracle;

import java.math.BigInteger;
import java.util.List;

/**
 * Which events, in brief.
 *
 * @param events how many
 * @param fingerprint sum of their identities mod 2^64
 */
public record Tally(long events, long fingerprint) {

    /** The tally of these events. */
    public static Tally of(List<OracleEvent> events) {
        BigInteger sum =
                events.stream()
                        .map(event -> BigInteger.valueOf(event.identity()))
                        .reduce(BigInteger.ZERO, BigInteger::add);
        return new Tally(events.size(), sum.longValue());
    }
}
