package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.format.RecordEnds;

/**
 * Reads the beginning of a {@link FilesSource} without a job: the same files in the same order, and
 * the same records in them.
 */
public final class FilesSample {
    private final Folder folder;

    /**
     * @param path a file, a folder, or a path with wildcards, on any Flink file system
     */
    public FilesSample(String path) {
        folder = new Folder(path);
    }

    /**
     * Decodes the first records.
     *
     * @param decoder open
     * @param limit how many at most
     * @param rows takes the row of each record, in order
     * @return whether there are more
     */
    public boolean decode(EventDecoder decoder, long limit, Consumer<GenericRowData> rows)
            throws IOException {
        var clock = InstantSource.system();
        var files = new RecordFiles(folder, decoder);
        long left = limit;
        for (var found : folder.list()) {
            try (var records = files.open(folder.file(found.name()), 0, 0)) {
                for (var line = records.next(); line != null; line = records.next()) {
                    if (left-- == 0) {
                        return true;
                    }
                    rows.accept(decoder.decode(LineEmitter.record(line, clock.millis())));
                }
            }
        }
        return false;
    }

    /**
     * Splits the first file into records of text, whatever is in them.
     *
     * @param ends where they end
     * @param limit the size of the largest, bytes; larger ones are passed over
     * @param records takes the bytes of each in order, and says whether it wants more
     * @throws IOException where the file is damaged before that
     */
    public void split(RecordEnds ends, int limit, Predicate<byte[]> records) throws IOException {
        var file = first();
        var in = folder.open(file.name(), 0);
        try (var lines = new LineReader(file, in, 0, 0, ends, limit)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.damage() != null) {
                    throw new DamagedFileException(line.damage());
                }
                if (line.size() <= limit && !records.test(line.bytes())) {
                    return;
                }
            }
        }
    }

    /** The bytes of the first file, unpacked. */
    public InputStream open() throws IOException {
        return folder.open(first().name(), 0);
    }

    private OpenFile first() throws IOException {
        List<Folder.Found> files = folder.list();
        return folder.file(files.get(0).name());
    }
}
