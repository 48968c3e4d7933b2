/** Whom servers' clients trust, and as whom they show themselves, by TLS. */
package org.tallystick.jobs.tls;
