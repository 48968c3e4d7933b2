package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.tallystick.query.Place;

/**
 * Where in the file the characters of a text stand.
 *
 * @param scalar the text
 * @param lines those of the file
 */
record SqlPlaces(ScalarNode scalar, List<String> lines) {

    /**
     * The place of a character, if it can be told: it can in a literal block, and in a text on one
     * line without escapes.
     */
    Optional<Mark> mark(Place place) {
        var start = scalar.getStartMark();
        if (start.isEmpty() || start.get().getName().startsWith(Findings.SET)) {
            return Optional.empty();
        }
        return switch (scalar.getScalarStyle()) {
            case LITERAL -> inBlock(start.get(), place);
            case PLAIN -> inLine(start.get(), 0, place);
            case SINGLE_QUOTED, DOUBLE_QUOTED -> inLine(start.get(), 1, place);
            default -> Optional.empty();
        };
    }

    /** The block's lines follow that of its sign, all with the same indentation. */
    private Optional<Mark> inBlock(Mark start, Place place) {
        int line = start.getLine() + Math.max(place.line(), 1);
        var content = scalar.getValue().lines().skip(Math.max(place.line(), 1) - 1L).findFirst();
        if (content.isEmpty() || line >= lines.size() || !lines.get(line).endsWith(content.get())) {
            return Optional.empty();
        }
        int indentation = lines.get(line).length() - content.get().length();
        return Optional.of(at(start, line, indentation + place.column() - 1));
    }

    private Optional<Mark> inLine(Mark start, int quote, Place place) {
        int begin = start.getColumn() + quote;
        boolean isThere = lines.get(start.getLine()).startsWith(scalar.getValue(), begin);
        return isThere && place.line() <= 1
                ? Optional.of(at(start, start.getLine(), begin + place.column() - 1))
                : Optional.empty();
    }

    private static Mark at(Mark start, int line, int column) {
        return new Mark(start.getName(), 0, line, Math.max(column, 0), new int[0], 0);
    }
}
