package org.tallystick.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.files.FilesSource;

/** Finds sinks whose files the source would read again, as if they were events. */
final class OwnInput {
    private OwnInput() {}

    static List<Problem> problems(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < pipeline.sinks().size(); i++) {
            if (pipeline.source() instanceof SourceSpec.Files source
                    && pipeline.sinks().get(i) instanceof SinkSpec.Files sink
                    && FilesSource.reads(source.path(), sink.path())) {
                problems.add(problem("sinks[" + i + "].path"));
            }
        }
        return problems;
    }

    private static Problem problem(String at) {
        return new Problem(
                at,
                "the source reads this folder, so that results would come in as events",
                Optional.of("choose one beside it, or one whose name begins with an underscore"));
    }
}
