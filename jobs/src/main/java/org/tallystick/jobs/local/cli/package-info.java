/**
 * The command line: {@code ./tallystick COMMAND ARGUMENTS} becomes a call of the jobs, and what
 * they come to becomes lines and an exit code.
 */
package org.tallystick.jobs.local.cli;
