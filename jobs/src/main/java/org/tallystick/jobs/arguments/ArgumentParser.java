package org.tallystick.jobs.arguments;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Reads arguments into an object that picocli's annotations describe.
 *
 * <p>The command line and the jobs that are submitted to a cluster read theirs here, so that both
 * take them by the same rules and name mistakes in the same words.
 */
public final class ArgumentParser {
    private ArgumentParser() {}

    /**
     * Reads arguments into an annotated object.
     *
     * @return that object
     * @throws BadArgumentException at an unknown or repeated option, a missing or unwanted value, a
     *     value that does not fit, or too many words
     */
    public static <T> T read(T annotated, List<String> arguments) throws BadArgumentException {
        read(new CommandLine(annotated), arguments);
        return annotated;
    }

    /**
     * Reads arguments of which the first may be the name of a command.
     *
     * @return what was read for that command
     * @throws BadArgumentException as above
     */
    public static ParseResult read(CommandLine command, List<String> arguments)
            throws BadArgumentException {
        // picocli would read arguments from the file x for @x, and take -px for -p x.
        command.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
        try {
            var all = command.parseArgs(arguments.toArray(String[]::new));
            var parsed = all.hasSubcommand() ? all.subcommand() : all;
            requireValues(parsed);
            return parsed;
        } catch (ParameterException e) {
            throw new BadArgumentException(Mistake.text(e));
        }
    }

    /** picocli takes an empty text, or an option that it does not know, for a value. */
    private static void requireValues(ParseResult parsed) throws BadArgumentException {
        for (OptionSpec option : parsed.matchedOptions()) {
            for (String value : option.stringValues()) {
                if (value.isEmpty() || value.startsWith("--")) {
                    throw new BadArgumentException(Mistake.missingValue(option));
                }
            }
        }
    }
}
