/**
 * Runs one job after another in this JVM, for a person who watches.
 *
 * <p>In comes a job ({@link org.tallystick.jobs.local.runner.LocalJob}) and how to run it ({@link
 * org.tallystick.jobs.local.runner.LocalFlink.Settings}); out comes what it came to ({@link
 * org.tallystick.jobs.local.runner.LocalRun}). In between a Flink for this one job is started, its
 * figures are summed over subtasks and restarts and shown as a line, its restarts are told, and
 * Ctrl-C stops it. Of 1,000 events of which 300 were read twice, since the job was restored from a
 * checkpoint at 700, it shows 1,000.
 *
 * <p>It knows neither the commands that a person types nor the demo.
 */
package org.tallystick.jobs.local.runner;
