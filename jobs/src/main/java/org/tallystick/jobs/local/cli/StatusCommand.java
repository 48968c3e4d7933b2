package org.tallystick.jobs.local.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.FlinkRest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./tallystick status}. */
@Command(description = "Shows what the jobs of a Flink cluster are at")
final class StatusCommand implements Callable<ExitCode> {
    private final Console console;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "of Flink's web UI; that of ./tallystick cluster if absent")
    private Optional<URI> url = Optional.empty();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public ExitCode call() throws Exception {
        var webUi = url.isPresent() ? url.get() : LocalCluster.webUi();
        console.print(new Status(new FlinkRest(webUi)).text());
        return ExitCode.FINE;
    }
}
