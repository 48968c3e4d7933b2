package org.tallystick.jobs.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.text.FileUri;

/**
 * The example's own pipeline with the demo's ends: its topic, its archive, its results. The metrics
 * are those of the example, so there is one definition.
 */
final class DemoPipeline {
    /** Small, so that an oversized record is still no burden. */
    static final int MAX_BYTES = 64 * 1024;

    /** The last flight is 26 hours late, and it may be sent again. */
    private static final Duration REPEATS = Duration.ofDays(2);

    private DemoPipeline() {}

    /** The example with other ends. */
    static Pipeline of(Pipeline example, String topic, String bootstrapServers, Path folder) {
        return new Pipeline(
                example.name(),
                events(example.events()),
                new SourceSpec.Kafka(
                        List.of(topic),
                        Optional.empty(),
                        new SourceSpec.Start.Earliest(),
                        SourceSpec.OnGap.STOP,
                        SourceSpec.Carried.VALUE_ALONE,
                        "json",
                        example.source().formatOptions(),
                        Map.of("bootstrap.servers", bootstrapServers)),
                Optional.of(archive(example, folder)),
                example.metrics(),
                List.of(new SinkSpec.Files(results(folder).toString())));
    }

    /** Where the demo's results are. */
    static Path results(Path folder) {
        return folder.resolve("results").toAbsolutePath();
    }

    /** The example's events, repeats dropped and records of {@link #MAX_BYTES} at most. */
    private static Events events(Events example) {
        return new Events(
                example.schema(),
                example.time(),
                example.timeForm(),
                example.id(),
                example.outOfOrderness(),
                example.idleTimeout(),
                example.idleAdvance(),
                example.allowedLateness(),
                example.deduplicate().or(() -> Optional.of(REPEATS)),
                example.maxAhead(),
                MAX_BYTES);
    }

    private static ArchiveSpec archive(Pipeline example, Path folder) {
        return new ArchiveSpec(
                Map.of(
                        "type",
                        "jdbc",
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("catalog.db").toAbsolutePath(),
                        "warehouse",
                        FileUri.of(folder.resolve("warehouse"))),
                example.archive().map(ArchiveSpec::namespace).orElse(example.name()));
    }
}
