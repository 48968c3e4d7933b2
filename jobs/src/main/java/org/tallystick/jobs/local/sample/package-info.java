/**
 * A look at a pipeline's source through the pipeline's own decoder, without a job: which records
 * become events, which are rejected and why, and how late they come.
 */
package org.tallystick.jobs.local.sample;
