package org.tallystick.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.core.fs.Path;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.tallystick.query.QueryReader;

/**
 * Reads a pipeline from its YAML file, and finds every mistake in it at once.
 *
 * <p><code>${NAME}</code> is filled in from the environment in {@code name}, {@code source}, {@code
 * archive}, {@code sinks} and {@code events.schema}; <code>$${</code> stands for <code>${</code>.
 * Metrics and the other event settings take no variables: results mean the same everywhere. Paths
 * are relative to the pipeline file, those of source, archive and sinks as well as the schema's.
 */
public final class PipelineFile {
    private final PipelineShape shape;
    private final PipelineFolder folder;
    private final Origins origins;
    private final Findings findings;
    private final FileContext context;

    private PipelineFile(
            PipelineShape shape,
            PipelineFolder folder,
            Origins origins,
            Findings findings,
            Variables variables) {
        this.shape = shape;
        this.folder = folder;
        this.origins = origins;
        this.findings = findings;
        this.context = new FileContext(findings, variables, true);
    }

    /**
     * Reads and checks a pipeline.
     *
     * @param file a path, or a URI on any Flink file system or of http or https; at most 1 MiB of
     *     UTF-8
     * @param overrides values that stand in place of those in the file, each {@code path=value}, as
     *     in {@code source.topic=flights-test}
     * @param environment the values of variables; they appear in no message
     * @param connectors those that the file may name
     * @param check finds mistakes of meaning. It also runs if the file has mistakes elsewhere, as
     *     long as events and at least one metric can be understood: unusable parts are then left
     *     out or have harmless stand-ins
     * @throws InvalidPipeline with all mistakes
     */
    public static Pipeline read(
            String file,
            List<String> overrides,
            Map<String, String> environment,
            Connectors connectors,
            Function<Pipeline, List<Problem>> check)
            throws InvalidPipeline {
        var findings = new Findings(file);
        var path = TextFile.path(file, findings);
        var text = path.flatMap(known -> text(known, findings));
        var folder = path.map(PipelineFolder::new).orElseGet(PipelineFolder::nowhere);
        return new Written(text, folder, findings).read(overrides, environment, connectors, check);
    }

    /**
     * The same, of a pipeline that is in no file: no path in it may be relative.
     *
     * @param label names it in messages
     */
    public static Pipeline readText(
            String label,
            String text,
            List<String> overrides,
            Map<String, String> environment,
            Connectors connectors,
            Function<Pipeline, List<Problem>> check)
            throws InvalidPipeline {
        return new Written(Optional.of(text), PipelineFolder.nowhere(), new Findings(label))
                .read(overrides, environment, connectors, check);
    }

    private static Optional<String> text(Path path, Findings findings) {
        try {
            return Optional.of(TextFile.read(path));
        } catch (IOException e) {
            findings.add(Optional.empty(), "cannot read the file: " + TextFile.reason(e));
            return Optional.empty();
        }
    }

    private static void set(MappingNode root, List<String> overrides, Findings findings) {
        var setting = new Overrides(findings);
        overrides.forEach(override -> setting.set(root, override));
    }

    /**
     * A pipeline's text and where it is from.
     *
     * @param text empty where it could not be read, which the findings then say
     */
    private record Written(Optional<String> text, PipelineFolder folder, Findings findings) {

        Pipeline read(
                List<String> overrides,
                Map<String, String> environment,
                Connectors connectors,
                Function<Pipeline, List<Problem>> check)
                throws InvalidPipeline {
            Optional<MappingNode> root = text.flatMap(new YamlTree(findings)::parse);
            root.ifPresent(node -> set(node, overrides, findings));
            Optional<Pipeline> pipeline =
                    root.flatMap(node -> file(node, environment, connectors).read(node, check));
            findings.failIfAny();
            return pipeline.orElseThrow();
        }

        private PipelineFile file(
                MappingNode root, Map<String, String> environment, Connectors connectors) {
            var origins = new Origins(root, text.orElseThrow().lines().toList());
            var shape = PipelineShape.of(connectors);
            return new PipelineFile(shape, folder, origins, findings, new Variables(environment));
        }
    }

    private Optional<Pipeline> read(MappingNode root, Function<Pipeline, List<Problem>> check) {
        var section = shape.shape().read(new Value("", root, context)).orElseThrow();
        var name = section.get(PipelineShape.NAME);
        var events =
                section.get(PipelineShape.EVENTS)
                        .flatMap(part -> new EventsReader(part, folder).read());
        var source =
                section.get(shape.source())
                        .flatMap(
                                part ->
                                        new SourceReader(part, shape.connectors().sources(), folder)
                                                .read());
        var archive =
                section.get(PipelineShape.ARCHIVE)
                        .flatMap(part -> new ArchiveSpecReader(part, folder).read());
        var queries = SqlMetric.readerOver(events);
        var metrics = metrics(section.get(PipelineShape.METRICS).orElse(List.of()), queries);
        var sinks = sinks(section.get(shape.sinks()).orElse(List.of()), source);
        if (events.isEmpty() || metrics.isEmpty()) {
            return Optional.empty();
        }
        var pipeline =
                new Pipeline(
                        name.orElse("unnamed"),
                        events.get(),
                        source.orElse(standIn()),
                        archive,
                        metrics,
                        sinks);
        for (var problem : check.apply(pipeline)) {
            var node = origins.locate(problem.at(), pipeline);
            var message = context.variables().scrub(problem.message());
            var hint = problem.hint().map(text -> " (" + text + ")").orElse("");
            findings.add(node, message + hint);
        }
        return Optional.of(pipeline);
    }

    private static SourceSpec standIn() {
        return new SourceSpec.Files("", Optional.empty(), "json", Map.of());
    }

    private List<Metric> metrics(List<Value> elements, QueryReader queries) {
        var metrics = new ArrayList<Metric>();
        var names = new HashSet<String>();
        for (var element : elements) {
            var metric =
                    MetricShape.SHAPE
                            .read(element)
                            .flatMap(section -> new MetricReader(section, origins, queries).read());
            if (metric.isPresent() && !names.add(metric.get().name())) {
                element.problem("duplicate metric name '" + metric.get().name() + "'");
            }
            metric.ifPresent(metrics::add);
        }
        return metrics;
    }

    private List<SinkSpec> sinks(List<Value> elements, Optional<SourceSpec> source) {
        var connectors = shape.connectors().sinks();
        var around = new SinkWords.Around(source, folder);
        var sinks = new ArrayList<SinkSpec>();
        var lines = new HashMap<SinkTarget, Integer>();
        for (var element : elements) {
            var sink =
                    SinkShape.of(connectors)
                            .read(element)
                            .flatMap(section -> new SinkReader(section, connectors).read(around));
            if (sink.isEmpty()) {
                continue;
            }
            var first = lines.putIfAbsent(sink.get().target(), element.line());
            if (first == null) {
                sinks.add(sink.get());
            } else {
                element.problem("the sink on line " + first + " goes there already, keep one");
            }
        }
        return sinks;
    }
}
