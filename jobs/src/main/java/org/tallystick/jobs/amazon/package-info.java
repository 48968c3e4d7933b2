/** What is different on Amazon Managed Service for Apache Flink: there a job has no arguments. */
package org.tallystick.jobs.amazon;
