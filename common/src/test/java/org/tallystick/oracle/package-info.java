/**
 * Judges of the window engine: what its results must be, by definition rather than by method.
 *
 * <p>Nothing here shares code with the engine. Every answer is the plainest loop over all events,
 * in exact arithmetic; speed does not matter, being obviously right does.
 */
package org.tallystick.oracle;
