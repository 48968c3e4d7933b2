package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.List;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.ValueType;

/** Makes an aggregator from its name and from what it is applied to. */
@FunctionalInterface
public interface AggregatorFactory {

    /**
     * Makes an aggregator.
     *
     * @param function lower case
     * @param argumentTypes the types of its arguments
     * @param argumentColumns where the arguments stand in the projected event
     * @param parameters the numbers behind the arguments
     * @throws IllegalArgumentException with one line for the user, where there is no such function
     *     or it does not take these
     */
    Aggregator create(
            String function,
            List<ValueType> argumentTypes,
            List<Integer> argumentColumns,
            List<BigDecimal> parameters);
}
