/**
 * The half before the network: adds events up where they are read, and decides which are late.
 *
 * <p>It has no state: all it holds is handed over before a watermark that makes use of it, and
 * before a checkpoint. A late event costs about what one on time costs, however many windows it
 * missed. What becomes of the blocks is not known here.
 */
package org.tallystick.engine.combine;
