package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A whole pipeline: what comes in, what is computed, where it goes. Read from a file by {@link
 * PipelineFile}, or built in Java.
 *
 * @param name lower-case letters, digits and dashes; part of consumer groups and transaction ids
 * @param events how inputs become events
 * @param source where they come from
 * @param archive where accepted events, rejects, results and ledger are kept; empty for nowhere
 * @param metrics what is computed, names unique
 * @param sinks where results are published, targets unique
 */
public record Pipeline(
        String name,
        Events events,
        SourceSpec source,
        Optional<ArchiveSpec> archive,
        List<Metric> metrics,
        List<SinkSpec> sinks) {

    public Pipeline {
        metrics = List.copyOf(metrics);
        sinks = List.copyOf(sinks);
        if (sinks.stream().map(SinkSpec::target).distinct().count() < sinks.size()) {
            throw new IllegalArgumentException("two sinks write to one target: " + sinks);
        }
    }
}
