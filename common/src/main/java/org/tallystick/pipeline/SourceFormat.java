package org.tallystick.pipeline;

import java.util.Map;

/**
 * A format that a source may name, as far as its words in the pipeline file go.
 *
 * @param forFiles whether files may have it
 * @param options what each of its options is for, by name, in the order in which to tell them
 */
public record SourceFormat(String name, boolean forFiles, Map<String, String> options) {}
