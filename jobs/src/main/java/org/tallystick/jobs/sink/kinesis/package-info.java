/**
 * Kinesis streams as a sink: a record for each version of a cell.
 *
 * <p>{@code PutRecords} takes what it can of a request and refuses the rest. What is refused is
 * sent again, and what comes behind it of the same cell waits, so that versions of a cell reach
 * their shard in their order. At a checkpoint all is written; after a crash versions may come
 * twice, as in any log that is written at least once: {@code revision} and {@code events} say which
 * counts.
 */
package org.tallystick.jobs.sink.kinesis;
