package org.tallystick.source.format.avro;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.ContainerRecord;
import org.tallystick.source.format.ContainerRecords;

/**
 * The records of an Avro container file: blocks of records, each with its count and its length
 * before it and the file's mark behind it.
 *
 * <p>A block is good as a whole or one record that cannot be read: where its bytes are wrong, it
 * cannot be told where that began. The blocks behind it are read if it ends with the mark; if not,
 * the rest of the file is lost. Memory is bounded by the largest block that there may be.
 */
final class AvroFile implements ContainerRecords {
    private final AvroInput in;
    private final long first;
    private AvroHead head;
    private AvroCodec codec;
    private AvroColumn past;

    /** The number of the first record of the next block. */
    private long number;

    private boolean ended;

    /** The block that is being read: its bytes, where each of its records ends, and how far. */
    private byte[] block = new byte[0];

    private int[] ends = new int[0];
    private int next;

    private AvroFile(InputStream in, long first) {
        this.in = new AvroInput(in);
        this.first = first;
    }

    /**
     * The records of a file.
     *
     * @param in the file from its beginning on
     * @param first the number of the first record that is wanted
     */
    static ContainerRecords open(InputStream in, long first) {
        return new AvroFile(in, first);
    }

    @Override
    public byte[] head() {
        return head == null ? null : head.bytes();
    }

    @Override
    public long number() {
        return Math.max(first, number - (ends.length - next));
    }

    @Override
    public boolean isCutShort() {
        return in.endedEarly();
    }

    @Override
    public ContainerRecord next() throws IOException {
        ContainerRecord record = null;
        while (record == null && (!ended || next < ends.length)) {
            record = next < ends.length ? record() : block();
        }
        return record;
    }

    private ContainerRecord record() {
        int from = next == 0 ? 0 : ends[next - 1];
        var bytes = Arrays.copyOfRange(block, from, ends[next]);
        var record = new ContainerRecord(number - ends.length + next, bytes, null);
        next++;
        return record;
    }

    /** Reads a block; nothing, or why it cannot be read. */
    private ContainerRecord block() throws IOException {
        in.forget();
        try {
            int begin = in.next();
            if (begin < 0) {
                ended = true;
                return null;
            }
            if (head == null) {
                readHead(begin);
                return null;
            }
            return block(in.whole((byte) begin), in.whole());
        } catch (BadRecordException e) {
            ended = true;
            return lost(number++, "the file is damaged from here on: " + e.getMessage());
        }
    }

    private void readHead(int begin) throws IOException {
        var read = AvroHead.read(begin, in);
        codec = AvroCodec.of(read.codec());
        past = new AvroSkips().of(read.schema());
        head = read;
    }

    private ContainerRecord block(long count, long length) throws IOException {
        if (count < 0 || length < 0 || length > AvroCodec.LARGEST) {
            throw new BadRecordException(
                    "a block of %d record(s) and %d byte(s)".formatted(count, length));
        }
        var packed = in.take((int) length);
        if (!Arrays.equals(in.take(head.mark().length), head.mark())) {
            throw new BadRecordException("a block that does not end with the file's mark");
        }
        long begin = number;
        number += count;
        ends = new int[0];
        next = 0;
        if (number <= first) {
            return null;
        }
        try {
            split(codec.checked(packed), count);
            next = (int) Math.max(0, first - begin);
            return null;
        } catch (BadRecordException e) {
            return lost(
                    begin,
                    "a block of %d record(s) is damaged: %s".formatted(count, e.getMessage()));
        }
    }

    private void split(byte[] unpacked, long count) throws BadRecordException {
        if (count > unpacked.length) {
            throw new BadRecordException("it has %d bytes".formatted(unpacked.length));
        }
        var bytes = new AvroBytes();
        bytes.open(unpacked, 0);
        int[] found = new int[(int) count];
        for (int i = 0; i < found.length; i++) {
            past.read(bytes);
            found[i] = bytes.position();
        }
        if (!bytes.isAtEnd()) {
            throw new BadRecordException("something follows its records");
        }
        block = unpacked;
        ends = found;
    }

    /** What is lost, unless it was told already. */
    private ContainerRecord lost(long place, String why) {
        return place < first ? null : new ContainerRecord(place, in.seen(), why);
    }
}
