/** Filters, keys and aggregates' arguments: Flink SQL over one event, compiled by its planner. */
package org.tallystick.sql;
