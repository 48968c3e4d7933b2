/**
 * The pipeline file: what may be in it, and how it becomes a {@link
 * org.tallystick.pipeline.Pipeline}.
 *
 * <p>{@code YamlTree} makes nodes of the text, {@code Overrides} puts others in their place. Each
 * section has a class that declares its {@code Shape}, {@code EventsShape} for {@code events}: its
 * {@code Key}s, and of what {@code Kind} the value of each may be. A {@code Section} is a mapping
 * of the file in such a shape: it notes what is missing and what is unknown, and reads a key by its
 * kind. Readers, {@code EventsReader} for {@code events}, ask it for the keys, check what one key
 * has to do with another, and make the records. All problems go to {@code Findings}.
 *
 * <p>{@code PipelineSchema} writes the same shapes as JSON Schema. A new setting is a key in a
 * shape; from then on the check takes it and editors know it, and a test fails until its reader
 * asks for it.
 */
package org.tallystick.pipeline;
