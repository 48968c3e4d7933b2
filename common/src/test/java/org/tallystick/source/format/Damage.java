package org.tallystick.source.format;

import java.util.Arrays;
import java.util.Random;

/** What may happen to the bytes of a record in a binary form. */
public final class Damage {
    private Damage() {}

    /** The bytes with one thing wrong: cut short, longer, or with another bit or byte. */
    public static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                var longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                yield longer;
            }
            case 2 -> {
                var flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            default -> {
                var set = bytes.clone();
                set[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
                yield set;
            }
        };
    }
}
