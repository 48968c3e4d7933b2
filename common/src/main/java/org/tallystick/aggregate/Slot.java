package org.tallystick.aggregate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor on one accumulator: a fixed stretch of bytes and, for aggregates that need more, one
 * object.
 *
 * <p>Accumulators live in rows of a table (bytes side by side, objects in an array beside them), so
 * that a million of them are two arrays and not a million objects. A cursor is pointed at one and
 * handed to the {@link Aggregator}; it is reused and must not be kept.
 */
public final class Slot {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int at;
    private Object[] objects;
    private int index;
    private boolean setAnyObject;

    /** Points the cursor; {@code objects} may be null where no aggregate of the row has one. */
    public Slot point(byte[] bytes, int at, Object[] objects, int index) {
        this.bytes = bytes;
        this.at = at;
        this.objects = objects;
        this.index = index;
        return this;
    }

    public long getLong(int offset) {
        return (long) LONG.get(bytes, at + offset);
    }

    public void setLong(int offset, long value) {
        LONG.set(bytes, at + offset, value);
    }

    public int getInt(int offset) {
        return (int) INT.get(bytes, at + offset);
    }

    public void setInt(int offset, int value) {
        INT.set(bytes, at + offset, value);
    }

    /** The object of this accumulator; null while there is none. */
    public Object object() {
        return objects[index];
    }

    public void setObject(Object object) {
        objects[index] = object;
        setAnyObject = true;
    }

    /** Whether any object was set, wherever the cursor pointed, since this was last asked. */
    public boolean takeSetAnyObject() {
        boolean set = setAnyObject;
        setAnyObject = false;
        return set;
    }
}
