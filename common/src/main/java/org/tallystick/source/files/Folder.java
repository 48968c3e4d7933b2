package org.tallystick.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The files that a {@link FilesSource} reads: those in a folder and the folders in it, whose names
 * and the names of whose folders begin with neither a dot nor an underscore; such of them as match
 * a pattern; or a single file.
 *
 * <p>A file's name is its path below the folder.
 */
final class Folder implements Serializable {
    /** Deeper is a folder that is in itself. */
    private static final int DEEPEST = 100;

    private final String path;

    /** What the path is; null before it has been looked at. */
    private transient Place place;

    /**
     * @param path the folder, the file, or a path with wildcards, on any Flink file system
     */
    Folder(String path) {
        this.path = path;
    }

    /**
     * What a path stands for.
     *
     * @param root of the files, with nothing behind it where it is the only one
     * @param isFile whether it is the only one
     * @param wanted which files below it, by their names
     */
    private record Place(String root, boolean isFile, Predicate<String> wanted) {}

    /**
     * A file as it is found.
     *
     * @param length its bytes as they stand, packed or not
     */
    record Found(String name, long length) {}

    /** Whether there is anything of that path; of a path with wildcards, a file. */
    boolean exists() throws IOException {
        return new Path(place().root()).getFileSystem().exists(new Path(place().root()))
                && (!isPattern() || !list().isEmpty());
    }

    private boolean isPattern() throws IOException {
        return Wildcards.isIn(path) && !place().root().equals(path);
    }

    /** All files, in the order in which they are read. */
    List<Found> list() throws IOException {
        if (place().isFile()) {
            return List.of(new Found(new Path(path).getName(), status(new Path(path)).getLen()));
        }
        var found = new ArrayList<Found>();
        list("", 0, found);
        found.sort(Comparator.comparing(Found::name, NaturalOrder.OF_NAMES));
        return found;
    }

    private void list(String below, int depth, List<Found> found) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("%s has %s folders inside folders".formatted(path, DEEPEST));
        }
        for (var entry : entries(below)) {
            var name = below + entry.name();
            if (entry.name().startsWith(".") || entry.name().startsWith("_")) {
                continue;
            }
            if (entry.isFolder()) {
                list(name + "/", depth + 1, found);
            } else if (place().wanted().test(name)) {
                found.add(new Found(name, entry.length()));
            }
        }
    }

    private record Entry(String name, boolean isFolder, long length) {}

    private List<Entry> entries(String below) throws IOException {
        var folder = below.isEmpty() ? new Path(place().root()) : of(below);
        var fileSystem = folder.getFileSystem();
        return fileSystem.getUri().getScheme().equals("file")
                ? local(java.nio.file.Path.of(folder.getPath()))
                : remote(fileSystem, folder);
    }

    /** Flink's own listing of local folders fails on names with a colon. */
    private static List<Entry> local(java.nio.file.Path folder) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var stream = Files.newDirectoryStream(folder)) {
            for (var each : stream) {
                var file = each.toFile();
                entries.add(new Entry(file.getName(), file.isDirectory(), file.length()));
            }
        }
        return entries;
    }

    private static List<Entry> remote(FileSystem fileSystem, Path folder) throws IOException {
        var entries = new ArrayList<Entry>();
        var statuses = fileSystem.listStatus(folder);
        if (statuses == null) {
            throw new FileNotFoundException("cannot list " + folder);
        }
        for (FileStatus each : statuses) {
            entries.add(new Entry(each.getPath().getName(), each.isDir(), each.getLen()));
        }
        return entries;
    }

    /** A file as it stands now. */
    OpenFile file(String name) throws IOException {
        var status = status(of(name));
        return new OpenFile(name, topic(name), status.getModificationTime(), status.getLen());
    }

    /** When each file was written last, epoch ms, by what its rows have for a topic. */
    Map<String, Long> modificationTimes() throws IOException {
        var times = new TreeMap<String, Long>(NaturalOrder.OF_NAMES);
        for (var each : list()) {
            times.put(topic(each.name()), file(each.name()).modified());
        }
        return times;
    }

    /** The file's path, as the folder's is given. */
    private String topic(String name) throws IOException {
        return place().isFile() ? path : below(name);
    }

    private String below(String name) throws IOException {
        var root = place().root();
        return root.endsWith("/") ? root + name : root + "/" + name;
    }

    /** The bytes of a file, unpacked, from a position on. */
    InputStream open(String name, long position) throws IOException {
        var file = of(name);
        return new FileBytes(name, file.getFileSystem().open(file), position);
    }

    /** As one text: a name with a colon would be taken for an address. */
    private Path of(String name) throws IOException {
        return new Path(place().isFile() ? path : below(name));
    }

    private static FileStatus status(Path file) throws IOException {
        return file.getFileSystem().getFileStatus(file);
    }

    private Place place() throws IOException {
        if (place == null) {
            place = looked();
        }
        return place;
    }

    /** What is there under the very name has no wildcards in it, whatever it looks like. */
    private Place looked() throws IOException {
        var literal = new Path(path);
        boolean there = literal.getFileSystem().exists(literal);
        if (!there && Wildcards.isIn(path)) {
            var wildcards = Wildcards.of(path);
            return new Place(wildcards.root(), false, wildcards.wanted());
        }
        return new Place(path, there && !status(literal).isDir(), any -> true);
    }
}
