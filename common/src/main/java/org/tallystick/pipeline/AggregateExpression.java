package org.tallystick.pipeline;

import java.util.List;

/**
 * An aggregate of a metric: {@code p95: approx_percentile(delay, 0.95)}.
 *
 * @param name its name in results
 * @param function the function's name, lower case
 * @param arguments SQL expressions over the event, and behind them the function's own parameters
 *     (numbers)
 */
public record AggregateExpression(String name, String function, List<String> arguments) {

    public AggregateExpression {
        arguments = List.copyOf(arguments);
    }
}
