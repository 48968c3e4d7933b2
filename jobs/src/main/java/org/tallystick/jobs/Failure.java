package org.tallystick.jobs;

/** What to tell a person of an exception: the innermost cause, in one line. */
public final class Failure {
    private static final String OURS = "org.tallystick.";

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
}
