package org.tallystick.aggregate;

/**
 * Where an event stands in time: its event time in ms and, among events of the same time, its
 * identity hash; 16 bytes of a slot.
 */
final class Position {
    static final int WIDTH = 16;

    private static final int TIME = 0;
    private static final int IDENTITY = 8;

    private Position() {}

    static int compare(long time, long identity, Slot to) {
        int byTime = Long.compare(time, time(to));
        return byTime != 0 ? byTime : Long.compare(identity, identity(to));
    }

    static void set(Slot slot, long time, long identity) {
        slot.setLong(TIME, time);
        slot.setLong(IDENTITY, identity);
    }

    static long time(Slot slot) {
        return slot.getLong(TIME);
    }

    static long identity(Slot slot) {
        return slot.getLong(IDENTITY);
    }
}
