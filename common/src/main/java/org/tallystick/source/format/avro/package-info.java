/**
 * Avro records: in topics, written with the event schema or one that a registry knows; in container
 * files, with the one that the file has in it.
 *
 * <p>For each pair of schemas a tree of columns is made once, which then reads bytes straight into
 * rows. Nothing is believed of the bytes: every length and count is held against what is left.
 */
package org.tallystick.source.format.avro;
