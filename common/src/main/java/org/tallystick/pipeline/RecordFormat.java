package org.tallystick.pipeline;

import java.util.Map;

/**
 * How the records of a source are written.
 *
 * @param name of the format
 * @param options its settings, by their names below that of the format: {@code csv.x} is x
 */
public record RecordFormat(String name, Map<String, String> options) {}
