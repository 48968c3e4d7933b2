package org.tallystick.engine.bytes;

import java.io.DataInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteBuilder} wrote; reading past the end throws {@link
 * IndexOutOfBoundsException}.
 */
public final class ByteReader implements DataInput {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public void seek(int to) {
        position = to;
    }

    /** A copy of all that has not been read yet. */
    public byte[] rest() {
        return Arrays.copyOfRange(bytes, position, bytes.length);
    }

    @Override
    public void readFully(byte[] into) {
        readFully(into, 0, into.length);
    }

    @Override
    public void readFully(byte[] into, int offset, int length) {
        System.arraycopy(bytes, position, into, offset, length);
        position += length;
    }

    @Override
    public int skipBytes(int length) {
        position += length;
        return length;
    }

    @Override
    public boolean readBoolean() {
        return readByte() != 0;
    }

    @Override
    public byte readByte() {
        return bytes[position++];
    }

    @Override
    public int readUnsignedByte() {
        return readByte() & 0xFF;
    }

    @Override
    public short readShort() {
        short value = ByteBuilder.getShort(bytes, position);
        position += Short.BYTES;
        return value;
    }

    @Override
    public int readUnsignedShort() {
        return readShort() & 0xFFFF;
    }

    @Override
    public char readChar() {
        return (char) readShort();
    }

    @Override
    public int readInt() {
        int value = ByteBuilder.getInt(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    @Override
    public long readLong() {
        long value = ByteBuilder.getLong(bytes, position);
        position += Long.BYTES;
        return value;
    }

    @Override
    public float readFloat() {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** Reads what {@link ByteBuilder#writeUnsigned} wrote. */
    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** Reads what {@link ByteBuilder#writeSigned} wrote. */
    public long readSigned() {
        long zigzag = readUnsigned();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    @Override
    public String readLine() {
        throw new UnsupportedOperationException("blocks hold no lines");
    }

    @Override
    public String readUTF() {
        int length = readInt();
        var value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }
}
