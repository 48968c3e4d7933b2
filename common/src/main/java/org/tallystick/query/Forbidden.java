package org.tallystick.query;

import java.util.Map;
import java.util.Optional;

/** What may stand in no part of a query. */
final class Forbidden {
    private static final String SUBQUERY = "a metric has no subqueries";
    private static final String NULLS = "nulls are passed over by all aggregates, leave this out";

    /** By the kinds of nodes, as Calcite names them. */
    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("SELECT", SUBQUERY),
                    Map.entry("ORDER_BY", SUBQUERY),
                    Map.entry("UNION", SUBQUERY),
                    Map.entry("INTERSECT", SUBQUERY),
                    Map.entry("EXCEPT", SUBQUERY),
                    Map.entry("VALUES", SUBQUERY),
                    Map.entry("WITH", SUBQUERY),
                    Map.entry("OVER", "OVER is over rows, a metric is over windows"),
                    Map.entry("WITHIN_GROUP", "aggregates have no order: no WITHIN GROUP"),
                    Map.entry("WITHIN_DISTINCT", "there is no WITHIN DISTINCT"),
                    Map.entry("IGNORE_NULLS", NULLS),
                    Map.entry("RESPECT_NULLS", NULLS));

    private Forbidden() {}

    /** Refuses it anywhere in the node. */
    static void check(Syntax node) throws RefusedException {
        for (var each : node.all().toList()) {
            var reason = Optional.ofNullable(KINDS.get(each.kind()));
            if (reason.isPresent()) {
                throw new RefusedException(each, reason.get());
            }
        }
    }

    /** Refuses it in an expression over one event, and aggregates as well. */
    static void checkOneEvent(Syntax expression) throws RefusedException {
        check(expression);
        var aggregate = expression.find(AggregateCall::isFunction);
        if (aggregate.isPresent()) {
            throw new RefusedException(
                    aggregate.get(),
                    "%s is over many events, this is an expression over one"
                            .formatted(aggregate.get().function()));
        }
    }
}
