package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a command is called, and all that there is to say of it. */
record Usage(CommandLine command) {
    private static final int WIDTH = 100;
    private static final int LONGEST_OPTION = 30;
    private static final String INDENT = "    ";

    /** The command as one types it, in one line. */
    String synopsis() {
        return String.join(" ", parts());
    }

    /** The pieces of the synopsis: a line of the help ends only between them. */
    private List<String> parts() {
        var spec = command.getCommandSpec();
        if (spec.usageMessage().customSynopsis().length > 0) {
            return List.of(spec.usageMessage().customSynopsis());
        }
        var parts = new ArrayList<String>(List.of(spec.qualifiedName()));
        spec.positionalParameters().forEach(word -> parts.add(word(word)));
        for (var option : spec.options()) {
            if (!option.usageHelp() && !standsForAWord(option)) {
                parts.add(option(option));
            }
        }
        return parts;
    }

    /** A word that an option may stand for is needed; any other may be left out. */
    private String word(PositionalParamSpec word) {
        return command.getCommandSpec().options().stream()
                .filter(option -> option.paramLabel().equals(word.paramLabel()))
                .findFirst()
                .map(option -> "[" + option.longestName() + "] " + word.paramLabel())
                .orElse("[" + word.paramLabel() + "]");
    }

    private boolean standsForAWord(OptionSpec option) {
        return command.getCommandSpec().positionalParameters().stream()
                .anyMatch(word -> word.paramLabel().equals(option.paramLabel()));
    }

    private static String option(OptionSpec option) {
        var value = option.typeInfo().isBoolean() ? "" : " " + option.paramLabel();
        var more = option.typeInfo().isMultiValue() ? " ..." : "";
        return "[" + option.longestName() + value + more + "]";
    }

    /** All that there is to say of it. */
    String help() {
        var spec = command.getCommandSpec();
        boolean words = spec.positionalParameters().stream().anyMatch(word -> !word.hidden());
        spec.usageMessage()
                .customSynopsis(lines())
                .synopsisHeading("")
                .descriptionHeading("%n")
                .parameterListHeading(words ? "%n" : "")
                .optionListHeading("%n")
                .commandListHeading("%n")
                .footerHeading("%n")
                .sortOptions(false)
                .longOptionsMaxWidth(LONGEST_OPTION)
                .width(WIDTH);
        // An option takes its value behind a blank as well as behind =; a blank reads better.
        spec.parser().separator(" ");
        return command.getUsageMessage(Ansi.OFF).stripTrailing();
    }

    /** The synopsis, in lines of the help. */
    private String[] lines() {
        var lines = new ArrayList<String>();
        var line = "";
        for (var part : parts()) {
            if (line.length() + part.length() >= WIDTH) {
                lines.add(line);
                line = INDENT;
            }
            line += (line.isBlank() ? "" : " ") + part;
        }
        lines.add(line);
        return lines.toArray(String[]::new);
    }
}
