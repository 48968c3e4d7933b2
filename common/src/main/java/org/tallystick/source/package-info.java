/**
 * From the outside to event rows.
 *
 * <p>A carrier (files here, Kafka in the jobs) hands each record over as a {@link
 * org.tallystick.source.RawRecord}; the {@link org.tallystick.source.EventDecoder} has its bytes
 * read by a format and makes one row of it, an event or a reject with its reason; on the way out
 * the row meets its partition's clock. One room for each step:
 *
 * <ul>
 *   <li>{@code format}: how bytes become columns, a room for each format; knows no carrier
 *   <li>this one: what is asked of every record, whatever its format
 *   <li>{@code files}: the carrier that reads files
 *   <li>{@code clock}: what lateness is measured by, around any carrier's source
 * </ul>
 */
package org.tallystick.source;
