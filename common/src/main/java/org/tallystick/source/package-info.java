/** From the outside to event rows: formats, decoding, partition clocks, files. */
package org.tallystick.source;
