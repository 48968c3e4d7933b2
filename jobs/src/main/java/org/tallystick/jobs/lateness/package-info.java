/**
 * What would be late with other settings: how far behind their partitions' clocks the archive's
 * events came, counted for a range of settings at once, in one bounded job. The counts are exact:
 * those of a setting are what the ledger of a live run with it would have.
 */
package org.tallystick.jobs.lateness;
