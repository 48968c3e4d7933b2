package org.tallystick.engine;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.tallystick.aggregate.ValueType;

/**
 * Everything that decides what a metric's state means. It is kept with the state, so that a later
 * run knows what of it still holds.
 *
 * <p>Expressions are in their normal form: two that differ in spelling alone are equal.
 *
 * @param name the metric's name, unique in its pipeline
 * @param filter a BOOLEAN expression; empty text where every event counts
 * @param keys the parts of its key in order; none for one total
 * @param aggregates what it computes, in order
 * @param windows the normal form of each window
 * @param codecs the version of the bytes that keys, rows and blocks are made of: {@link #CODECS}
 *     where this release wrote them
 */
public record MetricDefinition(
        String name,
        String filter,
        List<Key> keys,
        List<Aggregate> aggregates,
        List<String> windows,
        int codecs)
        implements Serializable {

    /** To be raised whenever keys, rows or blocks get other bytes. */
    public static final int CODECS = 1;

    public MetricDefinition {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
        windows = List.copyOf(windows);
    }

    /**
     * A part of a key.
     *
     * @param name its name in published cells
     * @param expression what it is, in normal form
     * @param type its type
     */
    public record Key(String name, String expression, ValueType type) implements Serializable {

        /** Whether both have the same bytes for every event. */
        boolean isSame(Key other) {
            return expression.equals(other.expression) && type.equals(other.type);
        }
    }

    /**
     * An aggregate.
     *
     * @param name its name in published cells
     * @param function what is computed, lower case
     * @param arguments what it is computed of
     * @param parameters the function's own numbers; trailing zeros are dropped
     */
    public record Aggregate(
            String name, String function, List<Argument> arguments, List<BigDecimal> parameters)
            implements Serializable {

        public Aggregate {
            arguments = List.copyOf(arguments);
            parameters = parameters.stream().map(BigDecimal::stripTrailingZeros).toList();
        }

        /** Whether both accumulate the same, under whatever names. */
        boolean isSame(Aggregate other) {
            return function.equals(other.function)
                    && arguments.equals(other.arguments)
                    && parameters.equals(other.parameters);
        }
    }

    /**
     * An expression that an aggregate is applied to.
     *
     * @param expression its normal form
     * @param type its type
     */
    public record Argument(String expression, ValueType type) implements Serializable {}

    /**
     * A number that changes whenever stored rows would no longer mean the same: with the filter,
     * the keys' expressions and types, the aggregates and their order, and the codecs. Names and
     * windows do not change it.
     */
    public long rowDigest() {
        return DefinitionCodec.rowDigest(this);
    }

    /** The definition as bytes, for {@link #decode}. */
    public byte[] encode() {
        return DefinitionCodec.encode(this);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws RefusedStateException if a later release wrote it, or it is damaged
     */
    public static MetricDefinition decode(byte[] bytes) {
        return DefinitionCodec.decode(bytes);
    }
}
