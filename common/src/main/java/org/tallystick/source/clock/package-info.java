/**
 * The event-time clock of every partition, around any source: checkpointed with its splits, told to
 * each row as it leaves. Knows neither formats nor where records come from.
 */
package org.tallystick.source.clock;
