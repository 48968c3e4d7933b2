package org.tallystick.jobs;

/** What to tell a person of an exception: the innermost cause, in one line. */
public final class Failure {
    private static final String OURS = "org.tallystick.";

    private static final String CAUSE = "Caused by: ";

    private Failure() {}

    /**
     * The first line of the innermost cause's message; after its kind, unless it is one of ours.
     */
    public static String of(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        var message = root.getMessage();
        var kind = root.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        var line = message.lines().findFirst().orElseThrow();
        return root.getClass().getName().startsWith(OURS) ? line : kind + ": " + line;
    }

    /**
     * The same, of an exception that is known only as text.
     *
     * @param trace its stack trace as Java prints it
     */
    public static String ofTrace(String trace) {
        var lines = trace.lines().toList();
        var root =
                lines.stream()
                        .filter(line -> line.startsWith(CAUSE))
                        .reduce((earlier, later) -> later)
                        .map(line -> line.substring(CAUSE.length()))
                        .orElseGet(() -> lines.isEmpty() ? "for no known reason" : lines.get(0));
        var kindAndLine = root.split(": ", 2);
        var kind = kindAndLine[0].replaceFirst("^.*[.$]", "");
        if (kindAndLine.length == 1) {
            return kind;
        }
        return root.startsWith(OURS) ? kindAndLine[1] : kind + ": " + kindAndLine[1];
    }
}
