package org.tallystick.jobs.local.cli;

import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.source.Sources;
import org.tallystick.pipeline.Pipeline;

/** Looks at where a pipeline begins and ends before anything runs. */
record Ends(Console console, Jobs jobs) {

    /** Warns of what runs, but may not do what its user expects. */
    void warn(Pipeline pipeline) {
        for (var line : Sources.of(pipeline.source()).warnings(pipeline.events())) {
            console.error("warning: " + line);
        }
        if (pipeline.archive().isEmpty() && pipeline.sinks().isEmpty()) {
            console.error("warning: results go nowhere, there are neither sinks nor an archive");
        }
    }

    /**
     * Looks whether there is something to read.
     *
     * @param bounded whether the pipeline ends where its source ends now
     * @throws BadInputException where there is not
     */
    void requireInput(Pipeline pipeline, boolean bounded) throws BadInputException {
        var missing = jobs.missing(pipeline, bounded);
        if (missing.isPresent()) {
            throw new BadInputException(missing.get());
        }
    }
}
