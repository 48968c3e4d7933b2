/**
 * Partials as bytes, in which they travel and are stored.
 *
 * <p>A block says by a digest what its rows are made of, so that rows of another definition are
 * never taken for those of this one; {@link org.tallystick.engine.block.RowTranslation} turns them
 * into these where a metric's aggregates have changed. Which slice and bucket a block belongs to
 * stands beside it, not in it.
 */
package org.tallystick.engine.block;
