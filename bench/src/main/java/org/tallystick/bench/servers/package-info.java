/**
 * Where events come from and cells go to when connectors are measured: servers in a process of
 * their own, so that what they take is not counted. Most are those of the tests.
 */
package org.tallystick.bench.servers;
