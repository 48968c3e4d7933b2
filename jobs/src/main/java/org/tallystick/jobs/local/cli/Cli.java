package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.Failure;
import org.tallystick.jobs.UnreachableException;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Interrupt;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.SmallHeap;
import org.tallystick.jobs.local.runner.UnwritableException;
import picocli.CommandLine;

/** The command line: {@code ./tallystick COMMAND ARGUMENTS}. */
public final class Cli {
    private final Console console;
    private final Commands commands;

    Cli(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.commands = new Commands(console, jobs, home);
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogFolder.choose();
        var home = Path.of(System.getProperty("tallystick.home", "."));
        var console = Console.ofProcess();
        var cli = new Cli(console, new LocalJobs(), home);
        int status;
        try (var interrupt = new Interrupt(() -> stopIdle(console))) {
            status = cli.run(Arrays.asList(arguments)).status();
        }
        System.exit(status);
    }

    /** While a job runs, a signal is the job's. */
    private static void stopIdle(Console console) {
        console.error("stopped while no job was running");
        Interrupt.end();
    }

    /** Runs a command; whatever goes wrong is one line on standard error and an exit code. */
    ExitCode run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (BadInputException e) {
            e.getMessage().lines().forEach(console::error);
            return ExitCode.BAD_INPUT;
        } catch (UnwritableException | UnreachableException e) {
            e.getMessage().lines().forEach(console::error);
            return ExitCode.FAILED;
        } catch (OutOfMemoryError e) {
            console.error(SmallHeap.text());
            return ExitCode.FAILED;
        } catch (Exception e) {
            log().error("tallystick {}", arguments, e);
            console.error(Failure.of(e) + " (stack trace: " + LogFolder.file() + ")");
            return ExitCode.FAILED;
        }
    }

    private ExitCode dispatch(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            console.print(new Usage(commands.all()).help());
            return ExitCode.BAD_INPUT;
        }
        var named = new ArrayList<>(arguments);
        named.set(0, arguments.get(0).replaceFirst("^--?(help|version)$", "$1"));
        return run(commands.named(named.get(0)), named);
    }

    private ExitCode run(CommandLine command, List<String> arguments) throws Exception {
        try {
            if (ArgumentParser.read(command.getParent(), arguments).isUsageHelpRequested()) {
                console.print(new Usage(command).help());
                return ExitCode.FINE;
            }
            Callable<ExitCode> action = command.getCommand();
            return action.call();
        } catch (BadArgumentException e) {
            throw new BadInputException(
                    e.getMessage() + "; usage: " + new Usage(command).synopsis());
        }
    }

    /** Asked for only when needed: the log takes its time to start. */
    private static Logger log() {
        return LoggerFactory.getLogger(Cli.class);
    }
}
