package org.tallystick.source.files;

import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a {@link FilesSource} has come; its files are one partition, hence one split.
 *
 * @param done the names of the files that have been read to the end
 * @param current where to go on in the file that is being read
 */
public record FilesSplit(Set<String> done, Optional<Place> current) implements SourceSplit {
    /** The id of the one split. */
    static final String ID = "files";

    /** Before the first file. */
    static final FilesSplit START = new FilesSplit(Set.of(), Optional.empty());

    public FilesSplit {
        done = Set.copyOf(done);
    }

    @Override
    public String splitId() {
        return ID;
    }

    /**
     * A place in a file.
     *
     * @param name the file's name
     * @param line the number of the line that begins there, from 0
     * @param position where that is, bytes of the uncompressed file
     */
    record Place(String name, long line, long position) {}
}
