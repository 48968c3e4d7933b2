/** Trying again what may pass. */
package org.tallystick.jobs.retry;
