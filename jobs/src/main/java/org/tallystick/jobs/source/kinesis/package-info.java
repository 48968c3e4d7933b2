/**
 * Kinesis streams as a source.
 *
 * <p>A shard is a partition: its records come in their order, and it has a clock. Its number is
 * that in {@code shardId-000000000003}, its topic the stream.
 *
 * <p><b>Positions.</b> What Kinesis calls a sequence number has up to 129 bits, of which nobody
 * says what they mean; a position of the archive is a long. So records are counted: position n is
 * the n-th record of the shard behind an {@link org.tallystick.jobs.source.kinesis.Anchor}, a
 * record whose position and sequence number are both known. The anchor is the first that was read,
 * and is archived with each checkpoint as what tells the stream from others of its name. The count
 * and the sequence number of the newest record travel together in checkpoints. A run without one
 * counts again from the anchor, as long as Kinesis has that, and hands on only what the archive
 * does not hold; once it is removed, such a run is refused. So a position means one record for
 * ever.
 *
 * <p><b>Resharding.</b> The children of a shard are read once all their parents have been read to
 * their ends, so records of a key keep their order. A child's clock goes on from the largest of its
 * parents': what would have been late in the parent is late in the child, and the watermark, which
 * the parents had moved, is never ahead of it. A parent that has been read holds on to the
 * watermark until its children are read, by the same subtask. All of this depends on what is in
 * shards alone.
 */
package org.tallystick.jobs.source.kinesis;
