package org.tallystick.engine;

import java.util.List;
import java.util.Optional;

/**
 * What a savepoint holds: the pipeline that wrote it, its metrics, and since when each part of them
 * counts.
 *
 * @param pipeline the pipeline's name
 * @param metrics in the pipeline's order
 */
public record SavedMetrics(String pipeline, List<Metric> metrics) {

    public SavedMetrics {
        metrics = List.copyOf(metrics);
    }

    /**
     * A metric in a savepoint. Since when is an event time in epoch ms, {@link Long#MIN_VALUE}
     * where a part was there from the beginning.
     *
     * @param definition what it computed
     * @param windowsSince for each of its windows: those that start before are not published
     * @param aggregatesSince for each of its aggregates: in windows that start before it has no
     *     value
     */
    public record Metric(
            MetricDefinition definition, List<Long> windowsSince, List<Long> aggregatesSince) {

        public Metric {
            windowsSince = List.copyOf(windowsSince);
            aggregatesSince = List.copyOf(aggregatesSince);
            if (windowsSince.size() != definition.windows().size()
                    || aggregatesSince.size() != definition.aggregates().size()) {
                throw new IllegalArgumentException("a time for each window and aggregate");
            }
        }
    }

    Optional<Metric> metric(String name) {
        return metrics.stream().filter(each -> each.definition().name().equals(name)).findFirst();
    }

    /** The same as bytes, for {@link #decode}. */
    public byte[] encode() {
        return DefinitionCodec.encode(this);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws RefusedStateException if a later release wrote it, or it is damaged
     */
    public static SavedMetrics decode(byte[] bytes) {
        return DefinitionCodec.decodeSaved(bytes);
    }
}
