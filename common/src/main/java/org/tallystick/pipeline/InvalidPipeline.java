package org.tallystick.pipeline;

import java.util.List;

/**
 * A pipeline file that cannot be run.
 *
 * <p>The message holds all its problems, a line each as {@code file:line:column: message}, in the
 * order of the file. No value of an environment variable is in them.
 */
public final class InvalidPipeline extends Exception {
    private final List<String> problems;

    InvalidPipeline(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line for each problem; at least one. */
    public List<String> problems() {
        return problems;
    }
}
