package org.tallystick.engine;

import java.io.Serializable;
import org.tallystick.aggregate.ValueType;

/**
 * One part of a metric's key.
 *
 * @param name its name in published cells
 * @param column where it stands in the projected event
 * @param type its type
 */
public record KeyColumn(String name, int column, ValueType type) implements Serializable {}
