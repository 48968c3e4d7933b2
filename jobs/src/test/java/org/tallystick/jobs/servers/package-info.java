/**
 * The connectors against real servers that Maven does not have: {@code mvn verify -Pservers}.
 *
 * <p>A server comes from a package of Debian's, which {@link
 * org.tallystick.jobs.servers.DebianPackage} installs where it is missing, without starting the
 * service that comes with it. A {@link org.tallystick.jobs.servers.ServerProcess} is an instance of
 * a test's own: on a free port of the loopback, in a temporary folder, as a user without rights. It
 * can be killed and started again where it was.
 */
package org.tallystick.jobs.servers;
