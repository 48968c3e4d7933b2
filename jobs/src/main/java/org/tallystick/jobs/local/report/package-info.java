/** What reprocessing found, as a page for a browser. */
package org.tallystick.jobs.local.report;
