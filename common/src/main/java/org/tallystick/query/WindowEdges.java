package org.tallystick.query;

import java.util.List;

/** The columns that a window function adds to the events' own. */
final class WindowEdges {
    static final List<String> NAMES = List.of("window_start", "window_end");

    private WindowEdges() {}

    /**
     * Whether it is the window's start or end.
     *
     * @throws RefusedException where it is the window's time
     */
    static boolean is(Syntax node) throws RefusedException {
        if (node.isNamed("window_time")) {
            throw new RefusedException(
                    node, "cells have no window_time, it is window_end less 1 ms: leave it out");
        }
        return NAMES.stream().anyMatch(node::isNamed);
    }
}
