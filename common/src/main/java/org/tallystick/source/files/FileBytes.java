package org.tallystick.source.files;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.tallystick.source.format.Reasons;

/**
 * The bytes of a file, unpacked where it is packed.
 *
 * <p>It tells what is wrong with the file, which is a {@link DamagedFileException}, from what is
 * wrong with reading it, which is any other.
 */
final class FileBytes extends InputStream {
    private final String name;
    private final long position;
    private final FSDataInputStream file;
    private final Raw raw;

    /** Null before the first byte is asked for. */
    private InputStream unpacked;

    /**
     * @param position where to begin, bytes of the unpacked file
     */
    FileBytes(String name, FSDataInputStream file, long position) {
        this.name = name;
        this.file = file;
        this.position = position;
        this.raw = new Raw(file);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        try {
            if (unpacked == null) {
                unpacked = opened();
            }
            return unpacked.read(into, at, length);
        } catch (DamagedFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (raw.failed) {
                throw e;
            }
            throw new DamagedFileException(Reasons.of(e), e);
        }
    }

    private InputStream opened() throws IOException {
        var beginning = raw.readNBytes(Packing.TELLING);
        var packing = beginning.length == 0 ? Packing.NONE : Packing.of(name, beginning);
        if (packing == Packing.NONE) {
            file.seek(position);
            return raw;
        }
        var whole = new SequenceInputStream(new ByteArrayInputStream(beginning), raw);
        var opened = packing.unpacked(whole);
        try {
            opened.skipNBytes(position);
        } catch (EOFException e) {
            throw new DamagedFileException("it has become shorter than what was read of it", e);
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null && unpacked != raw) {
            unpacked.close();
        }
        file.close();
    }

    /** Knows whether the file system has failed, whatever others make of that. */
    private static final class Raw extends FilterInputStream {
        private boolean failed;

        Raw(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            boolean done = false;
            try {
                int read = super.read(into, at, length);
                done = true;
                return read;
            } finally {
                failed |= !done;
            }
        }
    }
}
