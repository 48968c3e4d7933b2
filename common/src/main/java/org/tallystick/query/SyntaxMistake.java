package org.tallystick.query;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mistake of syntax, as the message of Flink's parser has it.
 *
 * @param token what was not expected; the first word where there are more
 * @param place where; line 0 at the end of an empty text
 */
public record SyntaxMistake(String token, Place place) {
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?:Encountered \"(.*?)\"|Incorrect syntax near the keyword '(.*?)')"
                            + " at line (\\d+), column (\\d+)");

    private static final Pattern CHARACTER =
            Pattern.compile(
                    "Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: \"?(<EOF>|.)");

    /** The mistake that a message tells of; empty where it tells of something else. */
    public static Optional<SyntaxMistake> in(String message) {
        var syntax = SYNTAX.matcher(message);
        if (syntax.find()) {
            var token = Optional.ofNullable(syntax.group(1)).orElse(syntax.group(2));
            return Optional.of(of(token.split("\\s", 2)[0], syntax.group(3), syntax.group(4)));
        }
        var character = CHARACTER.matcher(message);
        return character.find()
                ? Optional.of(of(character.group(3), character.group(1), character.group(2)))
                : Optional.empty();
    }

    private static SyntaxMistake of(String token, String line, String column) {
        return new SyntaxMistake(
                token, new Place(Integer.parseInt(line), Integer.parseInt(column)));
    }

    /** What is wrong, for people. */
    public String text() {
        return token.equals("<EOF>") ? "unexpected end" : "unexpected '" + token + "'";
    }
}
