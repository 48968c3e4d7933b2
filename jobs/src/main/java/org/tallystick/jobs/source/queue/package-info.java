/**
 * Queues: brokers that forget a message once it is acknowledged.
 *
 * <p>A message is acknowledged when the checkpoint that holds it is complete, and no sooner; until
 * then the broker keeps it and gives it to someone else where a consumer fails. So what comes after
 * a failure may be in the checkpoint already: each split's state therefore has the digests of the
 * messages whose acknowledgement the broker may not know of. Readers tell each other these when
 * they start, since a broker gives a message again to any of them, and what is among them is
 * acknowledged and not read twice.
 *
 * <p>Positions count the messages of a consumer. They say how many there were and in which order
 * they came, not where to read again: a queue cannot be read again.
 */
package org.tallystick.jobs.source.queue;
