/**
 * The command line: {@code ./tallystick COMMAND ARGUMENTS} becomes a call of the jobs, and what
 * they come to becomes lines and an exit code.
 *
 * <p>{@link org.tallystick.jobs.local.cli.Cli} is where it starts and where every failure becomes a
 * line; {@link org.tallystick.jobs.local.cli.Commands} is the table of contents. Each command is a
 * class {@code ...Command}, whose annotated fields are its options: from those come its parser, its
 * help ({@link org.tallystick.jobs.local.cli.Usage}) and what bash completes. Options that a job on
 * a cluster takes, too, are in {@code org.tallystick.jobs.arguments} and {@code
 * org.tallystick.jobs.reprocess}. What a command prints is made by a class that is named for it:
 * {@code Explanation}, {@code SampleText}, {@code RunReport}, {@code RowTexts}, {@code Status}.
 */
package org.tallystick.jobs.local.cli;
