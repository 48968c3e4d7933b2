package org.tallystick.sql;

import java.io.Serializable;
import java.util.List;

/**
 * The expressions of a metric some of which may fail, and what then happens.
 *
 * @param metric its name
 * @param failsJob whether a failure ends the job, rather than being a reject of the metric
 * @param filter its filter's column, which no other metric reads: an event of which it is false is
 *     none of the metric's
 * @param filterSql the filter as it was written
 * @param others keys and arguments: what the metric reads of an event that passes the filter
 */
record MetricExpressions(
        String metric, boolean failsJob, int filter, String filterSql, List<Use> others)
        implements Serializable {

    MetricExpressions {
        others = List.copyOf(others);
    }

    /**
     * A use of an expression.
     *
     * @param what it is to the metric: {@code key route}
     * @param sql the expression as it was written
     * @param column where its value stands in the projected event
     */
    record Use(String what, String sql, int column) implements Serializable {}

    Use filterUse() {
        return new Use("filter", filterSql, filter);
    }
}
