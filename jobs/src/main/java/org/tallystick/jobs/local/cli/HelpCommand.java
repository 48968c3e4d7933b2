package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code ./tallystick help}. */
@Command(description = "Says what there is, or all there is to say of a command")
final class HelpCommand implements Callable<ExitCode> {
    private final Console console;
    private final Commands commands;

    @Spec private CommandSpec command;

    private HelpCommand(Console console, Commands commands) {
        this.console = console;
        this.commands = commands;
    }

    /** The command, with the names of all for bash to complete. */
    static CommandSpec of(Console console, Commands commands) {
        return CommandSpec.forAnnotatedObject(new HelpCommand(console, commands))
                .addPositional(
                        PositionalParamSpec.builder()
                                .arity("0..1")
                                .type(String.class)
                                .paramLabel("COMMAND")
                                .description("the one to explain; if absent, all in short")
                                .completionCandidates(commands.names())
                                .build());
    }

    @Override
    public ExitCode call() throws Exception {
        String name = command.positionalParameters().get(0).getValue();
        console.print(new Usage(name == null ? commands.all() : commands.named(name)).help());
        return ExitCode.FINE;
    }
}
