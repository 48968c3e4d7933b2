/**
 * What formats have in common: how they say that a record is bad, and that it could not be judged.
 * Each has a room of its own below. Nothing is known here of where records come from.
 */
package org.tallystick.source.format;
