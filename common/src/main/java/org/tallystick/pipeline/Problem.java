package org.tallystick.pipeline;

import java.util.Optional;

/**
 * A mistake in a pipeline, found by a check of its meaning.
 *
 * @param at where, as a path of the pipeline file's keys: {@code events.time}, {@code
 *     metrics[0].filter}, {@code metrics[departures].keys[1]}, {@code
 *     metrics[departures].aggregates[p95]}; a number counts the elements of the {@link Pipeline}
 *     that was checked, a name is that of the element
 * @param message what is wrong, one line without a full stop
 * @param hint what to write instead, a phrase: {@code did you mean 'origin'?}
 */
public record Problem(String at, String message, Optional<String> hint) {}
