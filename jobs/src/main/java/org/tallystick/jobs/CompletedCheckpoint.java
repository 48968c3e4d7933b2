package org.tallystick.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.tallystick.jobs.arguments.BadArgumentException;

/**
 * Tells the folder of a completed checkpoint or savepoint from that of one which was never
 * finished, or of which the metadata is gone.
 *
 * <p>Flink writes {@code _metadata} last, so a checkpoint that has none cannot be started from,
 * however many files it has.
 */
public final class CompletedCheckpoint {
    private static final String METADATA = "_metadata";
    private static final int NAMED = 3;

    private CompletedCheckpoint() {}

    /**
     * Looks at what a job is to start from, as far as it can be seen from here.
     *
     * @param path a checkpoint's or savepoint's folder or metadata file, as Flink takes it
     * @throws BadArgumentException if it is a folder without metadata; the message names the newest
     *     completed checkpoints in it and beside it
     * @throws IOException if the file system cannot be asked
     */
    public static void require(String path) throws BadArgumentException, IOException {
        var folder = new Path(path);
        var files = folder.getFileSystem();
        if (!isFolder(files, folder) || files.exists(new Path(folder, METADATA))) {
            return;
        }
        throw new BadArgumentException(
                path
                        + " has no _metadata: it is not a completed checkpoint; "
                        + neighbours(files, folder));
    }

    /** What is not there is left to Flink, whose processes may see another file system. */
    private static boolean isFolder(FileSystem files, Path path) throws IOException {
        return files.exists(path) && files.getFileStatus(path).isDir();
    }

    private static String neighbours(FileSystem files, Path folder) throws IOException {
        var complete = metadata(files, folder);
        if (folder.getParent() != null) {
            complete.addAll(metadata(files, folder.getParent()));
        }
        return complete.isEmpty()
                ? "there is no complete one in it or beside it"
                : "its newest complete neighbours are " + newest(complete);
    }

    private static String newest(List<FileStatus> complete) {
        return complete.stream()
                .sorted(Comparator.comparingLong(FileStatus::getModificationTime).reversed())
                .limit(NAMED)
                .map(each -> each.getPath().getParent().toString())
                .collect(Collectors.joining(", "));
    }

    /**
     * The metadata files of all completed checkpoints in a folder; none where there is no folder.
     */
    static List<FileStatus> in(Path folder) throws IOException {
        var files = folder.getFileSystem();
        return isFolder(files, folder) ? metadata(files, folder) : List.of();
    }

    /** The metadata files of the folders in a folder. */
    private static List<FileStatus> metadata(FileSystem files, Path parent) throws IOException {
        var found = new ArrayList<FileStatus>();
        for (var child : Stream.of(files.listStatus(parent)).filter(FileStatus::isDir).toList()) {
            var metadata = new Path(child.getPath(), METADATA);
            if (files.exists(metadata)) {
                found.add(files.getFileStatus(metadata));
            }
        }
        return found;
    }
}
