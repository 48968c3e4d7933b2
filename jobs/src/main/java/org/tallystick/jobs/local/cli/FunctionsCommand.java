package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import picocli.CommandLine.Command;

/** {@code ./tallystick functions}. */
@Command(description = "Lists aggregates and SQL functions, with an example each")
record FunctionsCommand(Console console) implements Callable<ExitCode> {

    @Override
    public ExitCode call() {
        console.print(FunctionsText.text());
        return ExitCode.FINE;
    }
}
