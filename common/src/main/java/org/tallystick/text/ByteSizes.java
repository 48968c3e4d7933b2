package org.tallystick.text;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Sizes of data as people write them: {@code 1 MiB}, {@code 64 KiB}, {@code 1000000}. */
public final class ByteSizes {
    private static final String EXAMPLES = "write for example 64 KiB, 1 MiB or 1000000";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s*(\\p{Alpha}*)");
    private static final Map<String, Long> UNITS =
            Map.of(
                    "",
                    1L,
                    "B",
                    1L,
                    "kB",
                    1_000L,
                    "MB",
                    1_000_000L,
                    "GB",
                    1_000_000_000L,
                    "KiB",
                    1L << 10,
                    "MiB",
                    1L << 20,
                    "GiB",
                    1L << 30);

    private ByteSizes() {}

    /**
     * A regular expression, of Java and ECMAScript alike, that is found in exactly the texts that
     * {@link #parse} reads; only what is too large it does not see.
     */
    public static String pattern() {
        var units = String.join("|", new TreeSet<>(UNITS.keySet()));
        return PortablePatterns.stripped(
                "[0-9]{1,19}" + PortablePatterns.BLANK + "*(?:" + units + ")");
    }

    /**
     * Reads a size in bytes.
     *
     * @throws IllegalArgumentException in one line that says what is accepted
     */
    public static long parse(String text) {
        var matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size: " + EXAMPLES);
        }
        var unit = matcher.group(2);
        if (!UNITS.containsKey(unit)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size: unknown unit '" + unit + "'; " + EXAMPLES);
        }
        var bytes = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(UNITS.get(unit)));
        if (bytes.bitLength() > 62) {
            throw new IllegalArgumentException("'" + text + "' is too large a size");
        }
        return bytes.longValue();
    }
}
