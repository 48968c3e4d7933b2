package org.tallystick.sql;

import java.io.Serializable;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.types.logical.RowType;

/**
 * Expressions over an event, compiled by the planner to one operator.
 *
 * @param code the operator
 * @param output the type of the rows that it makes
 */
record Compiled(GeneratedClass<?> code, RowType output) implements Serializable {}
