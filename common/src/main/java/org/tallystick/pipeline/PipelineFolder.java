package org.tallystick.pipeline;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * The folder of a pipeline file, where the relative paths in the file begin.
 *
 * <p>Local ones become absolute, so that they mean the same in every process of a cluster, whatever
 * folder it was started in. They are texts as people write them: a blank stays a blank, since
 * neither Flink nor Hadoop takes {@code %20} for one. What has a scheme or a slash in front is left
 * as it stands.
 */
public final class PipelineFolder {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /** A name of a file may have a colon, as times have; what is behind one here is absolute. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    private static final Pattern IN_MEMORY =
            Pattern.compile("(\\?.*)?|.*:memory:.*|.*[?&]mode=memory.*");
    private static final Set<String> LOCAL = Set.of("file", "local");
    private static final Set<String> ADDRESSES = Set.of("http", "https");
    private static final String FILE = "file:";
    private static final String SQLITE = "jdbc:sqlite:";

    private final Optional<Path> file;

    private PipelineFolder(Optional<Path> file) {
        this.file = file;
    }

    PipelineFolder(Path file) {
        this(Optional.of(file));
    }

    /** Of a pipeline that is in no file: no path in it may be relative. */
    static PipelineFolder nowhere() {
        return new PipelineFolder(Optional.empty());
    }

    /**
     * Of the schema, which is read here and now, also from behind an address.
     *
     * @throws IllegalArgumentException where it is relative and the pipeline is in no file
     */
    Path schema(String text) {
        if (file.isPresent()) {
            return TextFile.beside(file.get(), text);
        }
        var path = new Path(text);
        if (!path.isAbsolute() && path.toUri().getScheme() == null) {
            throw relative(text);
        }
        return path;
    }

    /**
     * Of events or results: on the file system that the pipeline is on, unless it says otherwise.
     *
     * @throws IllegalArgumentException where it is relative and the pipeline is behind an address,
     *     or in no file
     */
    public String data(String text) {
        if (isRelativeFile(text)) {
            return local(text.substring(FILE.length()));
        }
        if (text.startsWith("/") || ADDRESS.matcher(text).matches()) {
            return text;
        }
        var elsewhere = file.filter(PipelineFolder::isOnAnotherFileSystem);
        return elsewhere
                .map(known -> TextFile.beside(known, text).toString())
                .orElseGet(() -> local(text));
    }

    /**
     * A catalog's properties with its local paths absolute: {@code warehouse} and the file of a
     * SQLite database.
     *
     * @throws IllegalArgumentException where one is relative and the pipeline is not on this
     *     machine, or where the database is in memory
     */
    String property(String key, String text, Map<String, String> catalog) {
        if (key.equals("uri") && text.startsWith(SQLITE)) {
            return SQLITE + database(text.substring(SQLITE.length()));
        }
        return key.equals("warehouse") && isPath(text, catalog) ? warehouse(text) : text;
    }

    /** Of other catalogs, such as REST, a warehouse is a name. */
    private static boolean isPath(String warehouse, Map<String, String> catalog) {
        var type = catalog.getOrDefault("type", "");
        return isRelativeFile(warehouse) || type.equals("jdbc") || type.equals("hadoop");
    }

    private String warehouse(String text) {
        if (isRelativeFile(text)) {
            return FILE + local(text.substring(FILE.length()));
        }
        boolean alone = text.startsWith("/") || SCHEME.matcher(text).matches();
        return alone ? text : FILE + local(text);
    }

    /** SQLite's own forms, in which the file's name begins with a colon or is a URI, are kept. */
    private String database(String name) {
        if (IN_MEMORY.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a database in memory is another one for each connection, and gone with it:"
                            + " name a file, as in jdbc:sqlite:data/catalog.db");
        }
        boolean itsOwn = name.startsWith(":") || name.startsWith(FILE);
        return itsOwn || name.startsWith("/") ? name : local(name);
    }

    /** {@code file:x} is relative, {@code file:/x} and {@code file:///x} are not. */
    private static boolean isRelativeFile(String text) {
        return text.startsWith(FILE) && !text.startsWith(FILE + "/");
    }

    private String local(String relative) {
        if (relative.isBlank()) {
            throw new IllegalArgumentException("the path is empty, give it a value");
        }
        return file.flatMap(PipelineFolder::localFolder)
                .map(known -> known.resolve(relative).normalize().toString())
                .orElseThrow(() -> relative(relative));
    }

    private IllegalArgumentException relative(String path) {
        var why =
                file.isPresent()
                        ? "'%s' is relative to the pipeline file, which is not on this machine"
                        : "'%s' is relative, and a pipeline that is in no file has no folder";
        return new IllegalArgumentException(
                why.formatted(path) + ": write an absolute path or a URI");
    }

    private static boolean isOnAnotherFileSystem(Path file) {
        return localFolder(file).isEmpty() && !ADDRESSES.contains(scheme(file.toUri()));
    }

    private static Optional<java.nio.file.Path> localFolder(Path file) {
        var scheme = scheme(file.toUri());
        if (!scheme.isEmpty() && !LOCAL.contains(scheme)) {
            return Optional.empty();
        }
        var absolute = java.nio.file.Path.of(file.toUri().getPath()).toAbsolutePath();
        return Optional.ofNullable(absolute.getParent());
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme();
    }
}
