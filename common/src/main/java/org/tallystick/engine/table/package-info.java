/**
 * Tables on the heap: keys as bytes, rows of accumulators, and sessions as rows with times.
 *
 * <p>Equal keys have one row. What a table holds of the heap it can say at any time, within a fifth
 * and without looking through it. Nothing is known here of windows, buckets or state.
 */
package org.tallystick.engine.table;
