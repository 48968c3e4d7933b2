package org.tallystick.source.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.tallystick.source.EventDecoder;

/** Opens the files of a folder where their records are to be read from, as their format has it. */
final class RecordFiles {
    private final Folder folder;
    private final EventDecoder decoder;

    RecordFiles(Folder folder, EventDecoder decoder) {
        this.folder = folder;
        this.decoder = decoder;
    }

    /**
     * The records of a file from a place on.
     *
     * @param position where in the file that is, bytes of the uncompressed file
     * @param number that of the line that begins there
     */
    Records open(OpenFile file, long position, long number) throws IOException {
        if (!decoder.hasHead()) {
            return text(file, position, number);
        }
        if (position == 0) {
            return HeadedRecords.fromHead(text(file, 0, 0));
        }
        return HeadedRecords.behind(head(file), text(file, position, number));
    }

    private byte[] head(OpenFile file) throws IOException {
        try (var records = text(file, 0, 0)) {
            var first = records.next();
            if (first == null) {
                throw new IOException(file.name() + " has lost what it began with");
            }
            return first.bytes();
        }
    }

    private Records text(OpenFile file, long position, long number) throws IOException {
        return new LineReader(
                file, bytes(file, position), position, number, decoder.ends(), decoder.maxBytes());
    }

    private InputStream bytes(OpenFile file, long position) throws IOException {
        try {
            return folder.open(file.name(), position);
        } catch (EOFException | ZipException e) { // no gzip at all
            return damaged(e);
        }
    }

    /** Fails when it is read, where a damaged file is dealt with. */
    private static InputStream damaged(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                throw failure;
            }
        };
    }
}
