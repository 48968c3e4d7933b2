package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code ./tallystick completion}. */
@Command(
        description = "Prints what lets bash complete commands, options and files",
        footer = {
            "source <(./tallystick completion)",
            "",
            "That line switches it on, in a bash or in ~/.bashrc, there with the path of the script."
        })
record CompletionCommand(Console console, Commands commands) implements Callable<ExitCode> {
    private static final String NO_FILES = "compopt +o default";

    @Override
    public ExitCode call() {
        var script = AutoComplete.bash("tallystick", commands.all());
        // picocli has bash complete files only for options of the type Path. Ours are texts, for
        // they may be URIs: so let bash complete files wherever nothing else fits.
        console.print(script.replace(NO_FILES, "true"));
        return ExitCode.FINE;
    }
}
