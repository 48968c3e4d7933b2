/** What differs on Amazon Managed Service for Apache Flink: there a job's jar has no arguments. */
package org.tallystick.jobs.amazon;
