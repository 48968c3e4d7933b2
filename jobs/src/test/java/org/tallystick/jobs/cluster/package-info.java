/**
 * The jobs on a cluster of processes, and what happens to those: {@code mvn verify -Pcluster}.
 *
 * <p>{@link org.tallystick.jobs.cluster.FlinkCluster} is what {@code ./tallystick cluster} starts;
 * {@link org.tallystick.jobs.cluster.Broker}, {@link org.tallystick.jobs.cluster.Database} and
 * {@link org.tallystick.jobs.cluster.ObjectStore} are processes, too, and each can be killed and
 * started again where it was. A {@link org.tallystick.jobs.cluster.Deployment} is a pipeline over
 * generated events, from the topic to its archive and sinks; what must come out is what the oracle
 * says, to the last bit, whatever was killed.
 */
package org.tallystick.jobs.cluster;
