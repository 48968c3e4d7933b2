package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tallystick.source.format.RecordEnds;

/**
 * Splits a stream of bytes into records, as a rule lines; blank lines are counted and passed over.
 *
 * <p>Records over the limit are read through without being kept, so memory is bounded by the limit.
 * A UTF-8 byte order mark at the beginning is no part of the first line.
 */
final class LineReader implements Records {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final OpenFile file;
    private final InputStream in;
    private final RecordEnds ends;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    private long number;

    /** Where in the file the buffer begins. */
    private long base;

    /** Whether the line before has no end yet, which is no line then. */
    private boolean withoutEnd;

    private boolean ended;
    private boolean cutShort;

    /** Why the rest cannot be read; null while it can. */
    private String damage;

    /** The beginning of a line that began in an earlier buffer, up to one byte over the limit. */
    private byte[] head = new byte[0];

    private long headSize;

    /**
     * @param in the file's bytes from {@code position} on, not yet buffered
     * @param number of the line that begins there
     * @param ends where records end
     * @param limit how many bytes a record may have
     */
    LineReader(
            OpenFile file, InputStream in, long position, long number, RecordEnds ends, int limit) {
        this.file = file;
        this.in = in;
        this.ends = ends;
        this.base = position;
        this.number = number;
        this.limit = limit;
    }

    /** Begins behind a line that was read without an end, which may stand there now. */
    LineReader behindHalfLine() {
        withoutEnd = true;
        return this;
    }

    @Override
    public FilesSplit.Place place() {
        return new FilesSplit.Place(file.name(), number, base + from);
    }

    @Override
    public boolean isCutShort() {
        return cutShort;
    }

    @Override
    public Line next() throws IOException {
        Line line = null;
        while (line == null && !ended) {
            line = advance();
        }
        return line;
    }

    private Line advance() throws IOException {
        if (from == to && !fill()) {
            return last();
        }
        int end = ends.find(buffer, from, to);
        if (end == to) {
            keepHead();
            return null;
        }
        return line(end);
    }

    private Line line(int end) {
        var bytes = headSize == 0 ? Arrays.copyOfRange(buffer, from, cut(end)) : joined(end);
        long size = headSize + end - from;
        from = end + 1;
        return finish(bytes, size);
    }

    /** What stands behind the last line end, if anything; or what is left of a damaged file. */
    private Line last() {
        ended = true;
        cutShort = headSize > 0 || damage != null;
        return headSize == 0 && damage == null ? null : finish(head, headSize);
    }

    private Line finish(byte[] bytes, long size) {
        var why = ended ? damage : null;
        head = new byte[0];
        headSize = 0;
        boolean whole = size == bytes.length;
        if (why == null && whole && ends.isBlank(bytes)) {
            number += ends.isBlankNumbered() ? 1 : 0;
            return null;
        }
        long current = number++;
        int cr = whole && size > 0 && bytes[bytes.length - 1] == '\r' ? 1 : 0;
        var text = cr == 0 ? bytes : Arrays.copyOf(bytes, bytes.length - cr);
        return new Line(file, current, null, text, size - cr, why, place(), null);
    }

    /** One byte more than the limit is kept, since it may be a CR. */
    private int cut(int end) {
        return (int) Math.min(end, from + (long) limit + 1);
    }

    private byte[] joined(int end) {
        int more = (int) Math.min(end - from, Math.max(0, limit + 1L - head.length));
        var joined = Arrays.copyOf(head, head.length + more);
        System.arraycopy(buffer, from, joined, head.length, more);
        return joined;
    }

    private void keepHead() {
        head = joined(to);
        headSize += to - from;
        from = to;
    }

    private boolean fill() throws IOException {
        base += to;
        from = 0;
        to = 0;
        if (damage != null) {
            return false;
        }
        try {
            to = Math.max(0, in.read(buffer, 0, buffer.length / 2));
            if (base == 0 && to > 0) {
                skipMark();
            }
            readPastCr();
            skipEnd();
        } catch (DamagedFileException e) {
            damage = "the file is damaged from here on: " + e.getMessage();
        }
        return to > 0;
    }

    private void skipMark() throws IOException {
        int read = in.readNBytes(buffer, to, Math.max(0, MARK.length - to));
        to += read;
        from =
                to >= MARK.length && Arrays.equals(buffer, 0, MARK.length, MARK, 0, MARK.length)
                        ? MARK.length
                        : 0;
    }

    /** Passes over the end of a line that was read before it had one. */
    private void skipEnd() {
        if (withoutEnd && from < to) {
            withoutEnd = false;
            from += buffer[from] == '\r' ? 1 : 0;
            from += from < to && buffer[from] == '\n' ? 1 : 0;
        }
    }

    /** Only what follows a CR tells whether it is a line end or half of one. */
    private void readPastCr() throws IOException {
        while (to > 0 && to < buffer.length && buffer[to - 1] == '\r') {
            int next = in.read();
            if (next < 0) {
                return;
            }
            buffer[to++] = (byte) next;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
