package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.openjdk.jol.info.GraphLayout;

/** What objects take on the heap of this JVM, as it lays them out itself. */
public final class RealHeap {
    static {
        // Records are among what is reached; and no agent is needed.
        System.setProperty("jol.magicFieldOffset", "true");
        System.setProperty("jol.skipDynamicAttach", "true");
        System.setProperty("jol.skipHotspotSAAttach", "true");
    }

    private RealHeap() {}

    /** Bytes of an object and all that it refers to. */
    public static long of(Object root) {
        return GraphLayout.parseInstance(root).totalSize();
    }

    /** Fails where a count of bytes is further than a fifth from the truth. */
    public static void assertClose(String what, long counted, long real) {
        assertThat((double) counted / real)
                .as("%s: %,d bytes counted, %,d real; ratio", what, counted, real)
                .isBetween(0.8, 1.2);
    }
}
