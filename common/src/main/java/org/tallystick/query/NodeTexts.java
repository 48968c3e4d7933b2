package org.tallystick.query;

import java.util.List;
import java.util.stream.Collectors;

/** Writes parts of a query as expressions by themselves. */
final class NodeTexts {
    private final FlinkParser parser;
    private final List<String> lines;

    NodeTexts(FlinkParser parser, String sql) {
        this.parser = parser;
        this.lines = sql.lines().toList();
    }

    /**
     * The node as it was written, or else as the parser writes it: each only if the parser reads
     * the same from it, so that nothing changes its meaning on the way. What was written differs
     * where brackets at its ends are lost, since they belong to no node.
     */
    String of(Syntax node) throws RefusedException {
        for (var text : List.of(written(node), node.toString())) {
            if (!hasComment(text) && parser.expression(text).filter(node::sameAs).isPresent()) {
                return text;
            }
        }
        throw new RefusedException(node, "this expression cannot be taken out of the query");
    }

    /**
     * Or of a text with such characters in it. Nothing that reads expressions knows of comments.
     */
    private static boolean hasComment(String text) {
        return text.contains("--") || text.contains("/*");
    }

    private String written(Syntax node) {
        var from = node.place();
        var to = node.end();
        var whole =
                lines.subList(from.line() - 1, to.line()).stream()
                        .collect(Collectors.joining("\n"));
        var behind = lines.get(to.line() - 1).length() - to.column();
        return whole.substring(from.column() - 1, whole.length() - behind);
    }
}
