package org.tallystick.jobs.source.queue;

import java.util.OptionalLong;

/**
 * A message of a queue.
 *
 * @param body its bytes; empty where it is of a kind without
 * @param damage why it cannot be read, or null
 * @param redelivered whether the broker may have given it to someone before
 * @param timestamp when its sender or the broker dated it, epoch ms
 * @param receipt what the consumer that took it acknowledges it by
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
public record QueueMessage(
        byte[] body, String damage, boolean redelivered, OptionalLong timestamp, Object receipt) {}
