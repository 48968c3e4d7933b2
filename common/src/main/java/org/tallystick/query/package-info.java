/**
 * A metric written as one windowed aggregation in SQL: read by Flink's parser, taken apart, and
 * written again as the texts that a pipeline file has for filter, keys, window and aggregates.
 */
package org.tallystick.query;
