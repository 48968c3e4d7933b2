package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** Files in memory that count how many are written at once, and know which are there. */
final class CountedFiles extends InMemoryFileIO {
    private static final long serialVersionUID = 1;

    private final Set<String> data = new HashSet<>();
    private int open;
    private int mostOpen;

    /** The largest number of files that were open for writing at once. */
    int mostOpen() {
        return mostOpen;
    }

    /** How many are open now. */
    int open() {
        return open;
    }

    /** Data files that were begun and not deleted. */
    Set<String> data() {
        return Set.copyOf(data);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Counted(super.newOutputFile(location));
    }

    @Override
    public void deleteFile(String location) {
        super.deleteFile(location);
        data.remove(location);
    }

    /** A file that counts while it is open. */
    private final class Counted implements OutputFile {
        private final OutputFile file;

        Counted(OutputFile file) {
            this.file = file;
        }

        @Override
        public PositionOutputStream create() {
            return new Stream(file.create(), location());
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return new Stream(file.createOrOverwrite(), location());
        }

        @Override
        public String location() {
            return file.location();
        }

        @Override
        public InputFile toInputFile() {
            return file.toInputFile();
        }
    }

    private final class Stream extends PositionOutputStream {
        private final PositionOutputStream stream;
        private boolean closed;

        Stream(PositionOutputStream stream, String location) {
            this.stream = stream;
            open++;
            mostOpen = Math.max(mostOpen, open);
            if (location.endsWith(".parquet")) {
                data.add(location);
            }
        }

        @Override
        public long getPos() throws IOException {
            return stream.getPos();
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            stream.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                open--;
                stream.close();
            }
        }
    }
}
