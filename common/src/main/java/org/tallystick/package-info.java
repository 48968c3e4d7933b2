/** Tallystick: event-time metrics computed live and again from the archive, from one definition. */
package org.tallystick;
