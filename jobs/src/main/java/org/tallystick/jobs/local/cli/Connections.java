package org.tallystick.jobs.local.cli;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.Failure;
import org.tallystick.jobs.archive.ArchiveTrials;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.sink.SinkTrials;
import org.tallystick.jobs.source.SourceTrials;
import org.tallystick.jobs.trial.Trial;

/** Tries all that a pipeline connects to, and says what works: a line for each. */
record Connections(Console console) {

    /** Fails where anything does not work. */
    ExitCode check(Plan plan) {
        var trials = trials(plan);
        trials.forEach(trial -> console.print(line(trial)));
        return trials.stream().allMatch(Trial::works) ? ExitCode.FINE : ExitCode.FAILED;
    }

    private static List<Trial> trials(Plan plan) {
        var trials = new ArrayList<>(SourceTrials.of(plan.pipeline().source()));
        plan.pipeline().archive().map(ArchiveTrials::of).ifPresent(trials::add);
        plan.pipeline().sinks().forEach(sink -> trials.addAll(SinkTrials.of(sink, plan.metrics())));
        return trials;
    }

    private static String line(Trial trial) {
        return trial.failure()
                .map(failure -> "FAILS  %s: %s".formatted(trial.what(), Failure.of(failure)))
                .orElseGet(() -> "works  %s: %s".formatted(trial.what(), trial.found()));
    }
}
