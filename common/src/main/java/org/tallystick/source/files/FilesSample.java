package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;
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
     * Reads the first records.
     *
     * @param decoder one of the source's, which knows where records end
     * @param records takes them in order, and says whether it wants more
     */
    public void read(EventDecoder decoder, Predicate<RawRecord> records) throws IOException {
        var clock = InstantSource.system();
        var files = new RecordFiles(folder, decoder);
        boolean wanted = true;
        for (var file = folder.list().iterator(); wanted && file.hasNext(); ) {
            try (var lines = files.open(folder.file(file.next().name()), 0, 0)) {
                for (var line = lines.next(); wanted && line != null; line = lines.next()) {
                    wanted = records.test(LineEmitter.record(line, clock.millis()));
                }
            }
        }
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
        return folder.file(folder.list().get(0).name());
    }
}
