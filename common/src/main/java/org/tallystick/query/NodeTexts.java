package org.tallystick.query;

import java.util.List;

/** Writes parts of a query as expressions by themselves. */
final class NodeTexts {
    private final FlinkParser parser;
    private final String sql;

    NodeTexts(FlinkParser parser, String sql) {
        this.parser = parser;
        this.sql = sql;
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
        int from = offset(node.place());
        int to = offset(node.end()) + 1;
        return 0 <= from && from < to && to <= sql.length()
                ? sql.substring(from, to)
                : node.toString();
    }

    /** Negative for what the parser has added. */
    private int offset(Place place) {
        if (place.line() < 1) {
            return -1;
        }
        int begin = 0;
        for (int i = 1; i < place.line(); i++) {
            begin = sql.indexOf('\n', begin) + 1;
        }
        return begin + place.column() - 1;
    }
}
