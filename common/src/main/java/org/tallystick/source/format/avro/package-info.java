/** Avro records, written with the event schema or one that a registry knows. */
package org.tallystick.source.format.avro;
