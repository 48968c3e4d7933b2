package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
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
     * @param number that of the record that begins there
     */
    Records open(OpenFile file, long position, long number) throws IOException {
        var containers = decoder.containers();
        if (containers.isPresent()) {
            var in = folder.open(file.name(), 0);
            return new ContainerLines(file, containers.get().open(in, number), in);
        }
        if (!decoder.hasHead()) {
            return text(file, position, number);
        }
        if (position == 0) {
            return HeadedRecords.from(text(file, 0, number - 1), decoder::headProblem);
        }
        return HeadedRecords.behind(head(file), text(file, position, number));
    }

    /**
     * Why the records of a file cannot be read, by what it begins with; empty where they can, or
     * where it is empty.
     */
    Optional<String> headProblem(OpenFile file) throws IOException {
        return decoder.hasHead() ? first(file).flatMap(decoder::headProblem) : Optional.empty();
    }

    private byte[] head(OpenFile file) throws IOException {
        return first(file)
                .orElseThrow(() -> new IOException(file.name() + " has lost what it began with"));
    }

    private Optional<byte[]> first(OpenFile file) throws IOException {
        try (var records = text(file, 0, -1)) {
            return Optional.ofNullable(records.next()).map(Line::bytes);
        }
    }

    private LineReader text(OpenFile file, long position, long number) throws IOException {
        if (position == 0 || number == 0) {
            return lines(file, folder.open(file.name(), position), position, number);
        }
        var in = folder.open(file.name(), position - 1);
        boolean ended = endsLine(in);
        var lines = lines(file, in, position, number);
        return ended ? lines : lines.behindHalfLine();
    }

    /** Whether the next byte ends a line. What is wrong with the file shows at the one after it. */
    private static boolean endsLine(InputStream in) throws IOException {
        try {
            int last = in.read();
            return last < 0 || last == '\n' || last == '\r';
        } catch (DamagedFileException e) {
            return true;
        }
    }

    private LineReader lines(OpenFile file, InputStream in, long position, long number) {
        return new LineReader(file, in, position, number, decoder.ends(), decoder.maxBytes());
    }
}
