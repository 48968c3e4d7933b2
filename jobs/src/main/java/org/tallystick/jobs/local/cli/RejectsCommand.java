package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineOptions;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./tallystick rejects}: what could not become an event, and another try with it. */
@Command(
        description = "Shows what could not become an event, and why; or decodes it again",
        footer = {
            "list      counts by kind and reason, with the first and the last position and an example",
            "show      the rows; also without a word",
            "replay    decodes again with the pipeline as it is now: what is an event then goes into",
            "          the archive, once, and the next correction by 'reprocess' publishes what changes",
            "",
            "Columns that SQL keeps for itself go in backquotes: `partition`, `offset`."
        })
final class RejectsCommand implements Callable<ExitCode> {
    private final Console console;
    private final Jobs jobs;
    private final Path home;

    /** What to do, and the file, in any order: either may be left out. */
    @Parameters(
            arity = "0..2",
            paramLabel = "list|show|replay",
            description = "what to do; show if absent")
    private List<String> words = List.of();

    @Mixin private final PipelineOptions pipeline = new PipelineOptions();

    @Mixin private final RowOptions rows = new RowOptions();

    @Option(names = "--dry-run", description = "of replay: say what would become of them")
    private boolean dryRun;

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    RejectsCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
    }

    private enum Action {
        LIST,
        SHOW,
        REPLAY;

        private static Optional<Action> of(String word) {
            return Stream.of(values())
                    .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    @Override
    public ExitCode call() throws Exception {
        var left = new ArrayList<>(words);
        var action = left.stream().flatMap(word -> Action.of(word).stream()).findFirst();
        action.ifPresent(found -> left.remove(found.name().toLowerCase(Locale.ROOT)));
        if (left.size() > 1) {
            throw new BadArgumentException("unexpected argument '" + left.get(1) + "'");
        }
        refuseWhatDoesNotApply(action.orElse(Action.SHOW));
        var read = jobs.read(pipeline.file(left.stream().findFirst()), pipeline.overrides());
        switch (action.orElse(Action.SHOW)) {
            case LIST -> rows.showRejects(console, jobs, read);
            case SHOW -> rows.show(console, jobs, read, TableCommand.Table.REJECTS);
            case REPLAY -> replay(read);
        }
        return ExitCode.FINE;
    }

    private void refuseWhatDoesNotApply(Action action) throws BadArgumentException {
        if (action == Action.REPLAY) {
            var shows = rows.ofShowing();
            if (shows.isPresent()) {
                throw new BadArgumentException(
                        shows.get() + " is of 'rejects list' and 'rejects show': leave it out");
            }
        } else if (dryRun || parallelism.isGiven()) {
            throw new BadArgumentException(
                    "%s is of 'rejects replay': leave it out"
                            .formatted(dryRun ? "--dry-run" : "--parallelism"));
        }
    }

    private void replay(Pipeline read) throws Exception {
        var name = read.name() + "-replay";
        var flink = new LocalFlink(console, home);
        var settings = parallelism.batch(console, read);
        var replayed =
                jobs.replay(read, rows.where(), dryRun, job -> flink.run(name, settings, job));
        console.print(text(replayed));
    }

    private String text(Replayed replayed) {
        var lines = new ArrayList<String>();
        lines.add(
                new TextTable()
                        .row(dryRun ? "would become events" : "became events", replayed.events())
                        .row("repeats", replayed.repeats())
                        .row("still rejected", replayed.rejects())
                        .toString());
        replayed.reasons().forEach(reason -> lines.add("  " + reason));
        if (replayed.events() > 0 && !dryRun) {
            lines.add("'reprocess --mode correct' publishes the windows that these belong to");
        }
        return String.join("\n", lines);
    }
}
