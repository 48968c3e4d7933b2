package org.tallystick.jobs.source;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.Formats;
import org.tallystick.source.format.FormatServer;

/** Tries whether a source can be read, and reads nothing of it. */
public final class SourceTrials {
    private SourceTrials() {}

    /** A trial of the source, and one of its schema registry where its format has one. */
    public static List<Trial> of(SourceSpec spec) {
        var trials = new ArrayList<Trial>();
        trials.add(Sources.of(spec).trial());
        Formats.of(spec.format())
                .server(spec.formatOptions())
                .map(SourceTrials::trial)
                .ifPresent(trials::add);
        return trials;
    }

    private static Trial trial(FormatServer server) {
        return Trial.of(
                server.name(),
                () -> {
                    server.tryOut();
                    return "it answers at " + server.address();
                });
    }
}
