/**
 * Filters, keys and aggregates' arguments: Flink SQL over one event, compiled by its planner, with
 * arithmetic that is exact or fails.
 */
package org.tallystick.sql;
