package org.tallystick.jobs.local.cli;

import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.Arguments;

/**
 * A command of the command line.
 *
 * @param name how it is called
 * @param synopsis its arguments, for the usage line
 * @param summary what it does, in one line
 * @param details what each argument means; may be empty
 * @param known the arguments it understands
 * @param action what it does
 */
record Command(
        String name,
        String synopsis,
        String summary,
        String details,
        Arguments.Known known,
        Action action) {

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        ExitCode run(Arguments arguments) throws Exception;
    }

    /** The command as one types it. */
    String usage() {
        return ("./tallystick " + name + " " + synopsis).stripTrailing();
    }

    /** All there is to say of it. */
    String help() {
        return (usage() + "\n\n" + summary + "\n\n" + details).stripTrailing();
    }
}
