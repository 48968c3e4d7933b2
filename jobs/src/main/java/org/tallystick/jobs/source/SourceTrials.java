package org.tallystick.jobs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.Formats;
import org.tallystick.source.files.FilesSource;
import org.tallystick.source.format.FormatServer;

/** Tries whether a source can be read, and reads nothing of it. */
public final class SourceTrials {
    private SourceTrials() {}

    /** A trial of the source, and one of its schema registry where its format has one. */
    public static List<Trial> of(SourceSpec spec) {
        var trials = new ArrayList<Trial>();
        trials.add(spec.match(new Trying()));
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

    private record Trying() implements SourceSpec.Cases<Trial> {

        @Override
        public Trial kafka(SourceSpec.Kafka spec) {
            return Trial.of(
                    "source " + spec,
                    () -> {
                        try (var kafka = new KafkaTrial(spec.properties())) {
                            return look(spec, kafka);
                        }
                    });
        }

        @Override
        public Trial files(SourceSpec.Files spec) {
            return Trial.of("source files " + spec.path(), () -> look(spec));
        }
    }

    private static String look(SourceSpec.Kafka spec, KafkaTrial kafka) throws Exception {
        if (spec.pattern().isEmpty()) {
            return kafka.look(spec.topics(), AclOperation.READ);
        }
        var topics = kafka.matching(Pattern.compile(spec.pattern().get()));
        return topics.isEmpty()
                ? "no topic matches yet"
                : topics.size() + " topic(s), " + kafka.look(topics, AclOperation.READ);
    }

    private static String look(SourceSpec.Files spec) throws Exception {
        var missing = FilesSource.missing(spec.path(), true);
        if (missing.isPresent()) {
            throw new TrialException(missing.get());
        }
        return "%,d file(s)".formatted(FilesSource.modificationTimes(spec.path()).size());
    }
}
