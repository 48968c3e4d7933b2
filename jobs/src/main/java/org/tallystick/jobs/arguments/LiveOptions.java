package org.tallystick.jobs.arguments;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How a live job is to run.
 *
 * @param bounded whether to stop where the sources end now; then every window fires
 * @param skipKnown whether to pass over what the archive holds, where it would be read again
 * @param resumeLatest whether to go on from the pipeline's newest savepoint or checkpoint
 * @param tell takes lines for people
 */
public record LiveOptions(
        boolean bounded, boolean skipKnown, boolean resumeLatest, Consumer<String> tell) {
    public static final String BOUNDED = "--bounded";
    public static final String RESUME = "--resume";
    public static final String AGAIN = "--again";
    public static final String NEW_HISTORY = "--new-history";

    /** What {@link #RESUME} may name instead of a path. */
    public static final String LATEST = "latest";

    private static final String SKIP = "skip";

    /** Options that take a value. */
    public static final List<String> VALUED = List.of(RESUME, AGAIN, NEW_HISTORY);

    /** A run from nothing, or from the savepoint that the environment names. */
    public static LiveOptions of(boolean bounded) {
        return new LiveOptions(bounded, false, false, line -> {});
    }

    /**
     * Reads them from a command line.
     *
     * @throws BadArgumentException at a value that is none
     */
    public static LiveOptions of(Arguments arguments, Consumer<String> tell)
            throws BadArgumentException {
        var again = arguments.value(AGAIN);
        if (again.isPresent() && !again.get().equals(SKIP)) {
            throw new BadArgumentException(AGAIN + " is '" + again.get() + "', not " + SKIP);
        }
        return new LiveOptions(
                arguments.has(BOUNDED),
                again.isPresent(),
                arguments.value(RESUME).equals(Optional.of(LATEST)),
                tell);
    }

    /** The savepoint that {@link #RESUME} names, unless it is to be found. */
    public static Optional<String> savepoint(Arguments arguments) {
        return arguments.value(RESUME).filter(path -> !path.equals(LATEST));
    }

    /** Values of the pipeline file that the command line puts others in place of. */
    public static List<String> overrides(Arguments arguments) {
        var namespace =
                arguments.value(NEW_HISTORY).map(name -> "archive.namespace=" + name).stream();
        return Stream.concat(arguments.values(Arguments.SET).stream(), namespace).toList();
    }
}
