package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.CapturedConsole;

/** What the help says, and what the commands take. */
class HelpTest {
    private static final Pattern OPTION = Pattern.compile("(?<![-\\w])--?[a-z][a-z-]*");

    /** Those that the script carries out. */
    private static final Set<String> SCRIPT = Set.of("cluster", "flink");

    static Set<String> names() {
        return commands().names();
    }

    static Stream<String> ownCommands() {
        return names().stream().filter(name -> !SCRIPT.contains(name));
    }

    @Test
    void theOverviewHasEveryCommandInOneLine() {
        var lines = help("help").lines().map(String::strip).toList();

        assertThat(lines.get(0)).isEqualTo("./tallystick COMMAND");
        for (var name : names()) {
            assertThat(lines).filteredOn(line -> line.matches(name + " +[A-Z].*")).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("ownCommands")
    void everyOptionInTheHelpIsOneTheCommandTakesAndViceVersa(String name) {
        var text = help("help", name);

        assertThat(options(text)).isEqualTo(taken(name));
        assertThat(options(synopsis(text))).isSubsetOf(taken(name)).containsAll(longNames(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void bothWaysToAskForHelpSayTheSame(String name) {
        var asked = help("help", name);

        assertThat(new String[] {help(name, "--help"), help(name, "--help", "--unknown")})
                .containsOnly(asked);
        assertThat(asked).startsWith("./tallystick " + name).doesNotContain("\n\n\n");
        assertThat(asked.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theHelpOfTheClusterIsThatOfTheScript() throws IOException {
        var script = Files.readString(Path.of("../flink-conf/cluster.sh"));
        var taken =
                script.lines()
                        .map(String::strip)
                        .filter(line -> line.matches("--[a-z]+\\) .*"))
                        .map(line -> line.replaceFirst("\\).*", ""))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(taken).hasSizeGreaterThan(4);
        assertThat(options(help("help", "cluster"))).containsAll(taken);
        taken.add("--help");
        assertThat(options(help("help", "cluster"))).isEqualTo(taken);
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String synopsis(String help) {
        return help.substring(0, help.indexOf("\n\n"));
    }

    private static Set<String> taken(String name) {
        var command = commands().all().getSubcommands().get(name).getCommandSpec();
        return command.options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> longNames(String name) {
        var names = taken(name);
        names.removeIf(option -> option.equals("--help") || !option.startsWith("--"));
        return names;
    }

    private static String help(String... arguments) {
        var console = new CapturedConsole(false, 80);
        var cli = new Cli(console.console(), new LocalJobs(), Path.of(".."));
        assertThat(cli.run(List.of(arguments))).as(console.err()).isEqualTo(ExitCode.FINE);
        assertThat(console.err()).isEmpty();
        return console.out();
    }

    private static Commands commands() {
        var console = new CapturedConsole(false, 80);
        return new Commands(console.console(), new LocalJobs(), Path.of(".."));
    }
}
