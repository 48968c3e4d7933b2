/**
 * What each connector costs: the real job beside a plain loop over the client that the connector
 * uses, each in a process of its own.
 */
package org.tallystick.bench.connectors;
