/**
 * A Confluent schema registry: what it says over HTTP, and the schemas that records name by their
 * ids. What kind of schemas they are is for each format to know.
 */
package org.tallystick.source.format.registry;
