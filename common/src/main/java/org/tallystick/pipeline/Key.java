package org.tallystick.pipeline;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A key that a section of the file may have.
 *
 * @param kind what its value may be
 * @param need whether it has to be there
 * @param standard what stands for it where it is not there, written as in the file
 * @param takesVariables whether its value may have variables, as far as the section may
 * @param meaning what it is for: a phrase, shown by editors
 */
public record Key<T>(
        String name,
        Kind<T> kind,
        Need need,
        Optional<String> standard,
        boolean takesVariables,
        String meaning) {

    /**
     * Whether a key has to be there.
     *
     * @param complaint what is said where it is not; empty for what is said of all keys
     */
    public record Need(boolean required, Optional<String> complaint) {
        private static final Need NONE = new Need(false, Optional.empty());
    }

    /** A key that may be left out, and stands for nothing then. */
    public static <T> Key<T> of(String name, Kind<T> kind, String meaning) {
        return new Key<>(name, kind, Need.NONE, Optional.empty(), true, meaning);
    }

    public Key<T> required() {
        return needed(Optional.empty());
    }

    /** Required, with a complaint of its own where it is missing. */
    public Key<T> requiredOr(String complaint) {
        return needed(Optional.of(complaint));
    }

    private Key<T> needed(Optional<String> complaint) {
        return new Key<>(name, kind, new Need(true, complaint), standard, takesVariables, meaning);
    }

    /** A key that stands for this value where it is left out. */
    public Key<T> or(String value) {
        return new Key<>(name, kind, need, Optional.of(value), takesVariables, meaning);
    }

    public Key<T> withoutVariables() {
        return new Key<>(name, kind, need, standard, false, meaning);
    }

    /** The value's schema, with meaning and default for those who look at the key. */
    ObjectNode schema(SchemaParts parts) {
        var schema = kind.schema(takesVariables ? parts : parts.withoutVariables());
        schema.put("description", meaning);
        standard.ifPresent(value -> schema.set("default", SchemaParts.scalar(value)));
        return schema;
    }
}
