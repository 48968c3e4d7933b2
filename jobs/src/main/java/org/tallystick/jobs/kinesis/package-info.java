/**
 * What source and sink of Kinesis have in common: the service, how a pipeline file says where it
 * is, and which of its answers are final.
 */
package org.tallystick.jobs.kinesis;
