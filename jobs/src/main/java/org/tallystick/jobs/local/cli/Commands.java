package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.text.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * What the command line offers: every command, in the order in which one needs them.
 *
 * <p>A command is made when it is called: to look at the annotations of all of them, and at the
 * classes of Flink that they name, takes a while.
 */
final class Commands {

    /** Where runs leave what outlives them, from the folder in which they were started. */
    static final Path DATA = Path.of("data");

    private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

    Commands(Console console, Jobs jobs, Path home) {
        all.put("demo", () -> new DemoCommand(console, jobs, home));
        all.put("init", () -> new InitCommand(console));
        all.put("check", () -> new CheckCommand(console, jobs));
        all.put("functions", () -> new FunctionsCommand(console));
        all.put("schema", () -> new SchemaCommand(console));
        all.put("stream", () -> new StreamCommand(console, jobs, home));
        all.put("reprocess", () -> new ReprocessCommand(console, jobs, home));
        all.put("lateness", () -> new LatenessCommand(console, jobs, home));
        all.put("books", () -> new BooksCommand(console, jobs, home));
        for (var table : TableCommand.Table.values()) {
            all.put(table.toString(), () -> new TableCommand(table, console, jobs).described());
        }
        all.put("sql", () -> new SqlCommand(console, jobs, home));
        all.put("rejects", () -> new RejectsCommand(console, jobs, home));
        all.put("cluster", ClusterCommand::new);
        all.put("flink", FlinkCommand::new);
        all.put("status", () -> new StatusCommand(console));
        all.put("version", () -> new VersionCommand(console));
        all.put("completion", () -> new CompletionCommand(console, this));
        all.put("help", () -> HelpCommand.of(console, this));
    }

    /** The names of all commands. */
    Set<String> names() {
        return all.keySet();
    }

    /**
     * One command, beneath {@code ./tallystick}.
     *
     * @throws BadInputException where there is none of that name
     */
    CommandLine named(String name) throws BadInputException {
        if (!all.containsKey(name)) {
            throw new BadInputException(
                    "unknown command '%s'%s; known are %s"
                            .formatted(
                                    name,
                                    Spelling.suggestion(name, names()),
                                    String.join(", ", names())));
        }
        var command = new CommandLine(all.get(name).get());
        new CommandLine(new Tallystick()).addSubcommand(name, command);
        return command;
    }

    /** {@code ./tallystick} with all of them. */
    CommandLine all() {
        var tallystick = new CommandLine(new Tallystick());
        all.forEach((name, command) -> tallystick.addSubcommand(name, command.get()));
        return tallystick;
    }

    /** What they have in common. */
    @Command(
            name = "./tallystick",
            customSynopsis = "./tallystick COMMAND",
            description = "Computes metrics twice from one definition, live and from the archive.",
            footer = "More on one of them: ./tallystick help COMMAND")
    static final class Tallystick {
        /** Every command inherits it; only picocli asks for it. */
        @Option(
                names = "--help",
                usageHelp = true,
                scope = ScopeType.INHERIT,
                description = "say this, and do nothing")
        boolean help;
    }
}
