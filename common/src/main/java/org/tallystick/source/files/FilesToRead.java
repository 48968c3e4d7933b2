package org.tallystick.source.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Which files are to be read next, and from where: those that are new, and those that have grown
 * since they were read to their end.
 *
 * <p>A record that the end of a file cuts short is left there until the file has not changed for so
 * long that it will not be written on: then it is taken as it stands.
 */
final class FilesToRead {
    private final Folder folder;

    /** How often a file is found as it was before it is taken as it stands. */
    private final long patience;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, FilesSplit.End> ends = new HashMap<>();

    /** How often a file that is cut short was found as it was. */
    private final Map<String, Long> unchanged = new HashMap<>();

    private final Set<String> asTheyStand = new HashSet<>();
    private final Queue<FilesSplit.Place> waiting = new ArrayDeque<>();

    /**
     * @param patience 0 to take all as it stands
     */
    FilesToRead(Folder folder, long patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** Goes on from there. */
    void resume(FilesSplit split) {
        taken.addAll(split.done());
        split.ends().forEach(end -> ends.put(end.place().name(), end));
        split.current().ifPresent(this::await);
    }

    private void await(FilesSplit.Place place) {
        taken.add(place.name());
        waiting.add(place);
    }

    /** Looks what there is now. */
    void look() throws IOException {
        for (var found : folder.list()) {
            var end = ends.get(found.name());
            if (taken.add(found.name())) {
                waiting.add(FilesSplit.Place.beginning(found.name()));
            } else if (end != null && (found.length() != end.length() || isDue(end))) {
                waiting.add(end.place());
            }
        }
    }

    /** Whether a file that is as it was is taken as it stands from now on. */
    private boolean isDue(FilesSplit.End end) {
        if (!end.cutShort()) {
            return false;
        }
        var name = end.place().name();
        boolean due = patience == 0 || unchanged.merge(name, 1L, Long::sum) >= patience;
        if (due) {
            asTheyStand.add(name);
        }
        return due;
    }

    /** The next file, and from where; empty where there is none now. */
    Optional<FilesSplit.Place> next() {
        return Optional.ofNullable(waiting.poll());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a record of this file that is cut short may still be written on. */
    boolean mayGrow(String name) {
        return patience > 0 && !asTheyStand.contains(name);
    }

    /** Whether a file has lost what was read of it. */
    boolean isShortened(OpenFile file) {
        var end = ends.get(file.name());
        return end != null && file.length() < end.length();
    }

    /** A file has been read to its end. */
    void ended(FilesSplit.End end) {
        var name = end.place().name();
        var before = ends.put(name, end);
        if (before == null || before.length() != end.length()) {
            unchanged.remove(name);
        }
        asTheyStand.remove(name);
    }
}
