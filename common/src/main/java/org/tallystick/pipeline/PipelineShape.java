package org.tallystick.pipeline;

import java.util.List;

/**
 * The sections of the file.
 *
 * @param connectors what sources and sinks there are
 */
record PipelineShape(
        Connectors connectors, Key<Section> source, Key<List<Value>> sinks, Shape shape) {
    static final Key<String> NAME =
            Key.of(
                            "name",
                            new Scalar<>("name", NameRules::pipeline, NameRules.pipelineForm()),
                            "Lower-case letters, digits and dashes; part of consumer groups and transaction ids")
                    .required();

    static final Key<Section> EVENTS =
            Key.of("events", EventsShape.SHAPE, EventsShape.SHAPE.meaning()).required();

    static final Key<Section> ARCHIVE =
            Key.of("archive", ArchiveShape.SHAPE, ArchiveShape.SHAPE.meaning());

    static final Key<List<Value>> METRICS =
            Key.of(
                            "metrics",
                            Listed.of(MetricShape.SHAPE)
                                    .notEmptyOr(
                                            "'metrics' is empty, a pipeline needs at least one"),
                            "What is computed")
                    .required()
                    .withoutVariables();

    static PipelineShape of(Connectors connectors) {
        var source =
                Key.of("source", SourceShape.of(connectors.sources()), "Where events come from")
                        .required();
        var sinks =
                Key.of(
                        "sinks",
                        Listed.of(SinkShape.of(connectors.sinks())),
                        "Where results are published");
        var shape =
                Shape.of(
                        "What comes in, what is computed, where it goes",
                        NAME,
                        EVENTS,
                        source,
                        ARCHIVE,
                        METRICS,
                        sinks);
        return new PipelineShape(connectors, source, sinks, shape);
    }
}
