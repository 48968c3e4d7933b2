package org.tallystick.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The files that a {@link FilesSource} reads: those directly in a folder whose names begin with
 * neither a dot nor an underscore; or a single file.
 *
 * @param path the folder or the file, on any Flink file system
 */
record Folder(String path) implements Serializable {

    /** The files' names, in order. */
    List<String> names() throws IOException {
        var root = root();
        var status = fileSystem().getFileStatus(root);
        if (!status.isDir()) {
            return List.of(root.getName());
        }
        return Arrays.stream(fileSystem().listStatus(root))
                .filter(each -> !each.isDir())
                .map(FileStatus::getPath)
                .map(Path::getName)
                .filter(each -> !each.startsWith(".") && !each.startsWith("_"))
                .sorted()
                .toList();
    }

    OpenFile file(String name) throws IOException {
        var file = of(name);
        return new OpenFile(
                name, path(name), fileSystem().getFileStatus(file).getModificationTime());
    }

    /** When each file was written last, epoch ms, by what its rows have for a topic. */
    Map<String, Long> modificationTimes() throws IOException {
        var times = new TreeMap<String, Long>();
        for (String name : names()) {
            times.put(path(name), file(name).modified());
        }
        return times;
    }

    /** The file's path, as the folder's is given. */
    private String path(String name) throws IOException {
        if (!fileSystem().getFileStatus(root()).isDir()) {
            return path;
        }
        return path.endsWith("/") ? path + name : path + "/" + name;
    }

    /** The bytes of a file, uncompressed, from a position on. */
    InputStream open(String name, long position) throws IOException {
        var in = fileSystem().open(of(name));
        try {
            return name.endsWith(".gz") ? unpacked(in, position) : sought(in, position);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream sought(FSDataInputStream in, long position) throws IOException {
        if (position > 0) {
            in.seek(position);
        }
        return in;
    }

    private static InputStream unpacked(InputStream in, long position) throws IOException {
        var unpacked = new GZIPInputStream(new Honest(in), 1 << 16);
        unpacked.skipNBytes(position);
        return unpacked;
    }

    private Path of(String name) throws IOException {
        return fileSystem().getFileStatus(root()).isDir() ? new Path(root(), name) : root();
    }

    private Path root() {
        return new Path(path);
    }

    private FileSystem fileSystem() throws IOException {
        return root().getFileSystem();
    }

    /**
     * Says that there are bytes available as long as there are. Gzip takes a zero, which file
     * systems may answer at any time, for the end of a file of several parts, and drops the rest.
     */
    private static final class Honest extends PushbackInputStream {
        Honest(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return Math.max(1, super.available());
        }
    }
}
