package org.tallystick.jobs.archive;

import java.io.IOException;
import org.apache.iceberg.io.InputFile;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file of Iceberg's, wherever it lies, as Parquet's readers want it. */
final class ParquetInput implements org.apache.parquet.io.InputFile {
    private final InputFile file;

    ParquetInput(InputFile file) {
        this.file = file;
    }

    @Override
    public long getLength() {
        return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(file.newStream());
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final org.apache.iceberg.io.SeekableInputStream stream;

        Stream(org.apache.iceberg.io.SeekableInputStream stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public long getPos() throws IOException {
            return stream.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
            stream.seek(position);
        }
    }
}
