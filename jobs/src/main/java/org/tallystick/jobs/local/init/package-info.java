/**
 * From a sample of events to a pipeline that runs: {@code ./tallystick init}.
 *
 * <p>What comes in is a file or a topic, of which up to 10,000 records are looked at. {@link
 * org.tallystick.jobs.local.init.JsonSample}, {@code CsvSample} and {@code AvroSample} find the
 * event schema; all else, which field is event time and how it is written, how far out of order
 * events come, what a first metric may be, is found by decoding those records with the pipeline's
 * own decoder. So what is believed of a sample here and what a run reads cannot differ.
 *
 * <p>What goes out is an Avro schema, a pipeline file with comments, and, where the sample is one
 * JSON document, its records as lines.
 */
package org.tallystick.jobs.local.init;
