package org.tallystick.source.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@link FilesSplit} that moves on with every line that leaves the reader. */
final class FilesProgress {
    /** Of so many files it is remembered how far they were read; older ones grow no more. */
    static final int ENDS = 1000;

    private final Set<String> done;

    /** Those read last are last. */
    private final Map<String, FilesSplit.End> ends = new LinkedHashMap<>();

    private Optional<FilesSplit.Place> current;

    FilesProgress(FilesSplit from) {
        done = new HashSet<>(from.done());
        current = from.current();
        from.ends().forEach(end -> ends.put(end.place().name(), end));
    }

    void advance(Line line) {
        if (line.isEnd()) {
            end(line.end());
        } else {
            if (current.isEmpty()) {
                ends.remove(line.next().name()); // it has grown
            }
            current = Optional.of(line.next());
        }
    }

    private void end(FilesSplit.End end) {
        var name = end.place().name();
        current = Optional.empty();
        done.add(name);
        ends.remove(name);
        ends.put(name, end);
        if (ends.size() > ENDS) {
            ends.values().stream()
                    .filter(each -> !each.cutShort())
                    .findFirst()
                    .ifPresent(oldest -> ends.remove(oldest.place().name()));
        }
    }

    FilesSplit split() {
        return new FilesSplit(done, current, new ArrayList<>(ends.values()));
    }
}
