package org.tallystick.source.files;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a {@link FilesSource} has come; its files are one partition, hence one split.
 *
 * @param done the names of the files that have been read to the end
 * @param current where to go on in the file that is being read
 * @param ends how far files were read that may still grow: those that were read last
 */
public record FilesSplit(Set<String> done, Optional<Place> current, List<End> ends)
        implements SourceSplit {
    /** The id of the one split. */
    static final String ID = "files";

    /** Before the first file. */
    static final FilesSplit START = new FilesSplit(Set.of(), Optional.empty(), List.of());

    public FilesSplit {
        done = Set.copyOf(done);
        ends = List.copyOf(ends);
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
     * @param position where that is, bytes of the unpacked file
     */
    record Place(String name, long line, long position) {

        /** The beginning of a file. */
        static Place beginning(String name) {
            return new Place(name, 0, 0);
        }
    }

    /**
     * How far a file was read that was read to its end.
     *
     * @param place where it goes on if it grows
     * @param length its bytes as they stood, packed or not
     * @param cutShort whether something stands behind the place that had no end yet
     */
    record End(Place place, long length, boolean cutShort) {}
}
