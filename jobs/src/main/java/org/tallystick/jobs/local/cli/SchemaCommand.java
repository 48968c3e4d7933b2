package org.tallystick.jobs.local.cli;

import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.PipelineSchema;
import org.tallystick.source.Formats;
import picocli.CommandLine.Command;

/** {@code ./tallystick schema}. */
@Command(
        description = "Prints the JSON Schema of pipeline files, for editors",
        footer = {
            "Write it to a file, and begin a pipeline file with a line that names that:",
            "",
            "# yaml-language-server: $schema=tallystick.schema.json"
        })
record SchemaCommand(Console console) implements Callable<ExitCode> {

    @Override
    public ExitCode call() {
        console.print(PipelineSchema.of(Plan.CONNECTORS, Formats.words()));
        return ExitCode.FINE;
    }
}
