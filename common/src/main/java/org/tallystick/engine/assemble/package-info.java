/**
 * The half behind the network: keeps each bucket's slices and sessions, fires windows, and revises
 * them.
 *
 * <p>An {@link org.tallystick.engine.assemble.Assembler} has one part for the aligned windows of a
 * metric and one for each of its session windows; a part has one object for each bucket that it has
 * on the heap. State lies in a {@link org.tallystick.engine.assemble.BlockStore}; what is on the
 * heap besides is bounded by a {@link org.tallystick.engine.assemble.HeapBudget} and can be read or
 * computed again.
 *
 * <ul>
 *   <li>A window that slides costs its new slice and its results: {@link
 *       org.tallystick.engine.assemble.SlidingTotals}.
 *   <li>A revised window costs about what a fired one costs: {@link
 *       org.tallystick.engine.assemble.RevisedWindows}.
 *   <li>A write to state costs what has changed: {@link
 *       org.tallystick.engine.assemble.SliceBlocks}, {@link
 *       org.tallystick.engine.assemble.SliceIndex}.
 * </ul>
 *
 * <p>Whether an event is late was decided before; events themselves are not known here.
 */
package org.tallystick.engine.assemble;
