package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The problems found so far in one pipeline file. */
final class Findings {
    private static final Comparator<Finding> FILE_ORDER =
            Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);

    /** Begins the name of marks that are not in the file. */
    static final String SET = "--set ";

    private final String file;
    private final List<Finding> found = new ArrayList<>();

    /**
     * @param place in front of the message
     */
    private record Finding(int line, int column, String place, String message) {}

    Findings(String file) {
        this.file = file;
    }

    void add(Node node, String message) {
        add(node.getStartMark(), message);
    }

    /** Adds a problem; without a mark it concerns the whole file. */
    void add(Optional<Mark> mark, String message) {
        int line = mark.map(Mark::getLine).orElse(0) + 1;
        int column = mark.map(Mark::getColumn).orElse(0) + 1;
        var place = mark.map(Mark::getName).filter(name -> name.startsWith(SET));
        found.add(
                new Finding(
                        line,
                        column,
                        place.orElse("%s:%d:%d".formatted(file, line, column)),
                        message.lines().findFirst().orElse("")));
    }

    /** Fails if anything was found. */
    void failIfAny() throws InvalidPipeline {
        if (!found.isEmpty()) {
            throw new InvalidPipeline(
                    found.stream().sorted(FILE_ORDER).map(Findings::line).distinct().toList());
        }
    }

    private static String line(Finding finding) {
        return finding.place + ": " + finding.message;
    }
}
