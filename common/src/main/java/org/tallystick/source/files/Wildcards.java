package org.tallystick.source.files;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A path with wildcards: {@code *} and {@code ?} within a name, {@code **} over folders, {@code
 * [abc]} and <code>{a,b}</code>.
 *
 * @param root the folder in front of them, without a slash at its end
 * @param pattern what the names below it are to match
 */
record Wildcards(String root, String pattern) {
    private static final Pattern ANY = Pattern.compile("[*?\\[{]");

    static boolean isIn(String path) {
        return ANY.matcher(path).find();
    }

    /** The parts of a path that has some. */
    static Wildcards of(String path) {
        var first = ANY.matcher(path);
        int end = first.find() ? path.lastIndexOf('/', first.start()) : path.length();
        return end < 0
                ? new Wildcards(".", path)
                : new Wildcards(end == 0 ? "/" : path.substring(0, end), path.substring(end + 1));
    }

    /**
     * Whether a name below the root is meant. Folders that {@code **} stands for may be none.
     *
     * @throws java.util.regex.PatternSyntaxException where the pattern is none
     */
    Predicate<String> wanted() {
        var deep = matcher(pattern);
        var flat = matcher(pattern.replace("**/", ""));
        return name -> deep.matches(Path.of(name)) || flat.matches(Path.of(name));
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
