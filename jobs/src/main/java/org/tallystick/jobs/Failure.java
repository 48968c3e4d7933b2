package org.tallystick.jobs;

/** What to tell a person of an exception: the innermost cause, in one line. */
public final class Failure {
    private Failure() {}

    /** The first line of the innermost cause's message, after its kind where it says too little. */
    public static String of(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        var message = root.getMessage();
        var kind = root.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? kind
                : kind + ": " + message.lines().findFirst().orElseThrow();
    }
}
