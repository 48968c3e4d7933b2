package org.tallystick.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GROUP BY.
 *
 * @param keys what stands there beside the window's start and end
 */
record Grouping(List<Syntax> keys) {
    private static final String ONE_SET = "a metric has one set of keys";
    private static final String FROM = "windows stand in FROM, as TABLE(TUMBLE(TABLE events, ...))";

    /** By the kinds of nodes, as Calcite names them. */
    private static final Map<String, String> NO_KEYS =
            Map.of(
                    "GROUPING_SETS", ONE_SET,
                    "ROLLUP", ONE_SET,
                    "CUBE", ONE_SET,
                    "GROUP_BY_DISTINCT", ONE_SET,
                    "TUMBLE", FROM,
                    "HOP", FROM,
                    "SESSION", FROM,
                    "ROW", "write keys one by one, without brackets around them",
                    "LITERAL",
                            "SQL groups by this value, not by a column of that number: name the key");

    Grouping {
        keys = List.copyOf(keys);
    }

    static Grouping of(Syntax select, Refusals refusals) {
        var elements = select.parts("getGroup");
        for (var edge : WindowEdges.NAMES) {
            if (elements.stream().noneMatch(element -> element.isNamed(edge))) {
                var at = elements.isEmpty() ? select : elements.get(0);
                refusals.add(
                        at,
                        "GROUP BY has no '%s': it has window_start, window_end and keys"
                                .formatted(edge));
            }
        }
        var keys = new ArrayList<Syntax>();
        for (var element : elements) {
            refusals.check(
                    () -> {
                        if (!WindowEdges.is(element)) {
                            keys.add(key(element));
                        }
                    });
        }
        return new Grouping(keys);
    }

    private static Syntax key(Syntax element) throws RefusedException {
        var reason = Optional.ofNullable(NO_KEYS.get(element.kind()));
        if (reason.isPresent()) {
            throw new RefusedException(element, reason.get());
        }
        Forbidden.checkOneEvent(element);
        return element;
    }

    private boolean has(Syntax expression) {
        return keys.stream().anyMatch(expression::sameAs);
    }

    /** Whether an expression has one value for all events of the same keys. */
    boolean determines(Syntax expression) {
        return has(expression)
                || (!expression.isIdentifier()
                        && expression.children().stream().allMatch(this::determines));
    }
}
