/**
 * Cells as messages of a broker.
 *
 * <p>A message is sent at least once, and versions of a cell in their order: whoever keeps of each
 * cell the largest revision, then the most events, then the retraction has what was published. What
 * was sent before a checkpoint is confirmed before that is complete. A broker that is away is
 * waited for; what it had not confirmed is sent again.
 */
package org.tallystick.jobs.sink.message;
