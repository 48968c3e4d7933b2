package org.tallystick.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.jobs.source.Sources;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;

/** Finds sinks whose output the source would read again, as if it were events. */
final class OwnInput {
    private OwnInput() {}

    static List<Problem> problems(Pipeline pipeline) {
        var source = Sources.of(pipeline.source());
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < pipeline.sinks().size(); i++) {
            var sink = "sinks[" + i + "].";
            source.readsOutputOf(pipeline.sinks().get(i))
                    .map(it -> new Problem(sink + it.at(), it.message(), it.hint()))
                    .ifPresent(problems::add);
        }
        return problems;
    }
}
