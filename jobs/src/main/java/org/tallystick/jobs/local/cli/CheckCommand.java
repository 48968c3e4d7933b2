package org.tallystick.jobs.local.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.arguments.PositiveNumber;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tallystick check}. */
@Command(description = "Validates a pipeline file and prints what it will do")
final class CheckCommand implements Callable<ExitCode> {
    private final Console console;
    private final Jobs jobs;
    private final Ends ends;

    @Mixin private final PipelineArguments arguments = new PipelineArguments();

    @Option(
            names = "--resume",
            paramLabel = "SAVEPOINT",
            description = "also say what of the savepoint goes on, what starts, and what goes")
    private Optional<String> resume = Optional.empty();

    @Option(
            names = "--sample",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description =
                    "also decode so many records of the source, without a job: the first of files, of topics a share of each partition; and show what becomes of them")
    private Optional<Integer> sample = Optional.empty();

    @Option(
            names = "--connect",
            description = "also try source, registry, archive and sinks, and say what works")
    private boolean connect;

    CheckCommand(Console console, Jobs jobs) {
        this.console = console;
        this.jobs = jobs;
        this.ends = new Ends(console, jobs);
    }

    @Override
    public ExitCode call() throws Exception {
        if (resume.equals(Optional.of(StreamArguments.LATEST))) {
            throw new BadArgumentException(
                    "check --resume takes the path of a savepoint; 'latest' is for stream");
        }
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var resumed = resumed(pipeline);
        ends.warn(pipeline);
        console.print(jobs.explain(pipeline));
        if (!resumed.isEmpty()) {
            console.print("\n" + String.join("\n", resumed));
        }
        if (connect) {
            return worst(new Connections(console).check(Plan.of(pipeline)), sample(pipeline));
        }
        ends.requireInput(pipeline, false);
        return sample(pipeline);
    }

    private List<String> resumed(Pipeline pipeline) throws BadInputException {
        return resume.isPresent() ? jobs.resume(pipeline, resume.get()) : List.of();
    }

    private static ExitCode worst(ExitCode one, ExitCode other) {
        return one == ExitCode.FINE ? other : one;
    }

    /** Fails where none of the records becomes an event. */
    private ExitCode sample(Pipeline pipeline) throws Exception {
        if (sample.isEmpty()) {
            return ExitCode.FINE;
        }
        ends.requireInput(pipeline, true);
        var decoded = jobs.sample(pipeline, sample.get());
        console.print("\n" + new SampleText(decoded, pipeline.events()).text());
        return decoded.records() > 0 && decoded.events() == 0 ? ExitCode.FAILED : ExitCode.FINE;
    }
}
