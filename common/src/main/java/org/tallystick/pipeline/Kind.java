package org.tallystick.pipeline;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a value of the file may be. How it is read and what editors are told of it stand in one
 * place, so that whoever changes one sees the other.
 */
public interface Kind<T> {

    /** The value, read; empty, with the problem noted, where it is something else. */
    Optional<T> read(Value value);

    /**
     * The same as JSON Schema, a node of its own. It may let pass what {@link #read} refuses, but
     * never refuses what that takes.
     */
    ObjectNode schema(SchemaParts parts);
}
