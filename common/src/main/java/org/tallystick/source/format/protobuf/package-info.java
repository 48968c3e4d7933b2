/**
 * Protocol Buffers: what a message's descriptor says of its fields, and what the event schema wants
 * of them, become one plan for each message type; records are read by that, straight off the wire.
 *
 * <p>Protobuf's own reader is not used: it cuts a number that was written as 64 bits down to the 32
 * of the field, takes a field of another wire type, and an enum's number that it does not know, for
 * one that is not there, and makes one sign of all bytes that are no text.
 */
package org.tallystick.source.format.protobuf;
