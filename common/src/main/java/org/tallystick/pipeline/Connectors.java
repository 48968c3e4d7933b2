package org.tallystick.pipeline;

import java.util.List;

/**
 * The connectors that a pipeline file may name, each with its own words.
 *
 * @param sources in the order in which to tell them
 * @param sinks in the order in which to tell them
 */
public record Connectors(List<SourceWords> sources, List<SinkWords> sinks) {}
