package org.tallystick.jobs.arguments;

import java.util.ArrayList;
import org.tallystick.text.Spelling;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with arguments, in one line that says which, and what would be right. */
final class Mistake {
    private Mistake() {}

    static String text(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException extra) {
            return unmatched(extra.getUnmatched().get(0), extra.getCommandLine().getCommandSpec());
        }
        if (mistake instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        if (mistake instanceof MissingParameterException without) {
            return missingValue(without.getMissing().get(0));
        }
        return mistake.getArgSpec() == null
                ? mistake.getMessage()
                : name(mistake.getArgSpec()) + wrongValue(mistake);
    }

    static String missingValue(ArgSpec argument) {
        return name(argument) + " needs a value";
    }

    private static String unmatched(String word, CommandSpec command) {
        if (!word.startsWith("-")) {
            return "unexpected argument '" + word + "'";
        }
        var known = new ArrayList<String>();
        command.options().forEach(option -> known.add(option.longestName()));
        var name = word.replaceFirst("=.*", "");
        var suggestion = Spelling.suggestion(name, known);
        if (suggestion.isEmpty()) {
            suggestion = known.isEmpty() ? ", there are none" : ", known are " + known;
        }
        return "unknown option " + name + suggestion;
    }

    private static String wrongValue(ParameterException mistake) {
        var argument = mistake.getArgSpec();
        if (argument.typeInfo().isBoolean()) {
            return " takes no value, but got '" + mistake.getValue() + "'";
        }
        var is = " is '" + mistake.getValue() + "', ";
        if (argument.completionCandidates() != null) {
            return is + "not " + oneOf(argument.completionCandidates());
        }
        return mistake.getCause() instanceof TypeConversionException reason
                ? is + reason.getMessage()
                : is + "no " + argument.paramLabel();
    }

    private static String oneOf(Iterable<String> words) {
        var all = String.join(", ", words);
        return all.contains(",") ? "one of " + all : all;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
