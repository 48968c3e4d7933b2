package org.tallystick.aggregate;

/**
 * Which events an accumulator has seen, as an order-free digest: their count and the sum mod 2^64
 * of their identity hashes.
 *
 * <p>Two sets of events that differ have the same fingerprint with probability about 2^-64. It
 * stands in front of every row; its {@link #result} is the count, its hash is read with {@link
 * #hash}.
 */
public final class Fingerprint implements Aggregator {
    /** The one there is. */
    public static final Fingerprint INSTANCE = new Fingerprint();

    private static final int COUNT = 0;
    private static final int HASH = 8;

    private Fingerprint() {}

    /** How many events; the slot points at the fingerprint. */
    public static long count(Slot of) {
        return of.getLong(COUNT);
    }

    /** Sum mod 2^64 of the events' identity hashes; the slot points at the fingerprint. */
    public static long hash(Slot of) {
        return of.getLong(HASH);
    }

    @Override
    public ValueType resultType() {
        return ValueType.LONG;
    }

    @Override
    public int width() {
        return 2 * Long.BYTES;
    }

    @Override
    public void add(Slot into, Columns event) {
        into.setLong(COUNT, into.getLong(COUNT) + 1);
        into.setLong(HASH, into.getLong(HASH) + event.getLong(Columns.IDENTITY));
    }

    @Override
    public void merge(Slot into, Slot from) {
        into.setLong(COUNT, into.getLong(COUNT) + from.getLong(COUNT));
        into.setLong(HASH, into.getLong(HASH) + from.getLong(HASH));
    }

    @Override
    public Object result(Slot of) {
        return count(of);
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
