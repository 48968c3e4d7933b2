package org.tallystick.pipeline;

import java.util.List;

/** The sections of the file. */
final class PipelineShape {
    static final Key<String> NAME =
            Key.of(
                            "name",
                            new Scalar<>("name", NameRules::pipeline, NameRules.pipelineForm()),
                            "Lower-case letters, digits and dashes; part of consumer groups and transaction ids")
                    .required();

    static final Key<Section> EVENTS =
            Key.of("events", EventsShape.SHAPE, EventsShape.SHAPE.meaning()).required();

    static final Key<Section> SOURCE =
            Key.of("source", SourceShape.VARIANTS, "Where events come from").required();

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

    static final Key<List<Value>> SINKS =
            Key.of("sinks", Listed.of(SinkShape.VARIANTS), "Where results are published");

    static final Shape SHAPE =
            Shape.of(
                    "What comes in, what is computed, where it goes",
                    NAME,
                    EVENTS,
                    SOURCE,
                    ARCHIVE,
                    METRICS,
                    SINKS);

    private PipelineShape() {}
}
