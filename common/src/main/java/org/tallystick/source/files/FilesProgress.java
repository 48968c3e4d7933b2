package org.tallystick.source.files;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A {@link FilesSplit} that moves on with every line that leaves the reader. */
final class FilesProgress {
    private final Set<String> done;
    private Optional<FilesSplit.Place> start;
    private Line last;

    FilesProgress(FilesSplit from) {
        done = new HashSet<>(from.done());
        start = from.current();
    }

    void advance(Line line) {
        last = line;
        start = Optional.empty();
        if (line.isEnd()) {
            done.add(line.file().name());
        }
    }

    FilesSplit split() {
        return new FilesSplit(done, last == null || last.isEnd() ? start : Optional.of(after()));
    }

    private FilesSplit.Place after() {
        return new FilesSplit.Place(last.file().name(), last.number() + 1, last.next());
    }
}
