package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.plan.Versions;
import picocli.CommandLine.Command;

/** {@code ./tallystick version}. */
@Command(description = "Prints the versions of Tallystick, Flink and Java")
record VersionCommand(Console console) implements Callable<ExitCode> {

    @Override
    public ExitCode call() throws IOException {
        console.print(Versions.text());
        return ExitCode.FINE;
    }
}
