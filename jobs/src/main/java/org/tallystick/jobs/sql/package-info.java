/**
 * SQL over a pipeline: its events, its metrics and its archive as a catalog of Flink's SQL, in
 * which statements run one after another, over the archive in batch or over the source live.
 *
 * <p>Of the live tables all come from one reading of the source, through the same code as a live
 * job's: what a query sees of a metric is what that job would publish.
 */
package org.tallystick.jobs.sql;
