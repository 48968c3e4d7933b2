package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.demo.Demo;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import picocli.CommandLine.Command;

/** {@code ./tallystick demo}. */
@Command(
        description = "Shows the whole story on real flights: stream, archive, reprocess, compare",
        footer = "Starts a Kafka broker in this process and leaves its data in data/demo.")
record DemoCommand(Console console, Jobs jobs, Path home) implements Callable<ExitCode> {

    @Override
    public ExitCode call() throws Exception {
        var flink = new LocalFlink(console, home);
        return new Demo(console, jobs, flink, home, Commands.DATA.resolve("demo")).run();
    }
}
