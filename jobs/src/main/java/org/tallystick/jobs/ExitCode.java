package org.tallystick.jobs;

/** How a command ended, as the shell sees it. */
public enum ExitCode {
    FINE(0),
    FAILED(1),
    /** A pipeline or arguments that cannot be run: nothing was started. */
    BAD_INPUT(2),
    /** The live results and the archive differ. */
    DIFFERENT(3);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The process's exit status. */
    public int status() {
        return status;
    }
}
