package org.tallystick.jobs.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Continuation;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.jobs.archive.WrittenBy;
import org.tallystick.jobs.sink.Sinks;
import org.tallystick.jobs.source.Sources;
import org.tallystick.pipeline.Connectors;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.PipelineFile;
import org.tallystick.pipeline.Problem;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.Formats;
import org.tallystick.source.TimeFit;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.sql.AggregatorFactory;
import org.tallystick.sql.Binding;

/**
 * A pipeline in which nothing is wrong, and what follows from it.
 *
 * @param pipeline as it was written
 * @param schema its event schema
 * @param layout the columns of its events
 * @param binding its expressions, compiled
 */
public record Plan(Pipeline pipeline, EventSchema schema, EventLayout layout, Binding binding) {
    /** Those that pipeline files may name. */
    public static final Connectors CONNECTORS = new Connectors(Sources.words(), Sinks.words());

    /**
     * Reads a pipeline file and checks all of it. A job's is read where the job is submitted, or in
     * application mode where its JobManager runs, and so is the environment.
     *
     * @param file a path, or a URI on any Flink file system or of http or https
     * @param overrides values in place of those in the file, each {@code path=value}
     * @param environment what {@code ${NAME}} stands for in the file
     * @throws InvalidPipeline with every mistake that there is
     */
    public static Plan read(String file, List<String> overrides, Map<String, String> environment)
            throws InvalidPipeline {
        return read(file, overrides, environment, Binding::of);
    }

    /**
     * The same, of a pipeline whose metrics are not computed but looked at in the archive: their
     * expressions are checked and not compiled.
     */
    public static Plan readForArchive(
            String file, List<String> overrides, Map<String, String> environment)
            throws InvalidPipeline {
        return read(file, overrides, environment, Binding::ofTypes);
    }

    private static Plan read(
            String file, List<String> overrides, Map<String, String> environment, Bind bind)
            throws InvalidPipeline {
        var made = new ArrayList<Plan>();
        PipelineFile.read(
                file,
                overrides,
                environment,
                CONNECTORS,
                pipeline -> problems(pipeline, made, bind));
        return made.get(0);
    }

    /**
     * The same, of a pipeline that is in no file: no path in it may be relative.
     *
     * @param label names it in messages
     */
    public static Plan readText(
            String label, String text, List<String> overrides, Map<String, String> environment)
            throws InvalidPipeline {
        var made = new ArrayList<Plan>();
        PipelineFile.readText(
                label,
                text,
                overrides,
                environment,
                CONNECTORS,
                pipeline -> problems(pipeline, made, Binding::of));
        return made.get(0);
    }

    /**
     * Checks a pipeline made in Java.
     *
     * @throws IllegalArgumentException with every mistake that there is
     */
    public static Plan of(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        return plan(pipeline, problems, Binding::of)
                .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    }

    /** What is wrong with a pipeline; if nothing is, its plan is added. */
    private static List<Problem> problems(Pipeline pipeline, List<Plan> made, Bind bind) {
        var problems = new ArrayList<Problem>();
        plan(pipeline, problems, bind).ifPresent(made::add);
        return problems;
    }

    /** How a pipeline is bound to its events. */
    @FunctionalInterface
    private interface Bind {
        Optional<Binding> bind(
                Pipeline pipeline,
                EventLayout layout,
                AggregatorFactory aggregators,
                Consumer<Problem> problems);
    }

    private static Optional<Plan> plan(Pipeline pipeline, List<Problem> problems, Bind bind) {
        EventSchema schema;
        try {
            schema = EventSchema.parse(pipeline.events().schema());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("events.schema", e.getMessage(), Optional.empty()));
            return Optional.empty();
        }
        var layout = new EventLayout(schema.rowType());
        var carried = EventDecoder.carriedProblems(schema.rowType(), pipeline.source());
        problems.addAll(carried);
        if (carried.isEmpty()) {
            checkFormat(pipeline, schema).ifPresent(problems::add);
        }
        problems.addAll(OwnInput.problems(pipeline));
        return bind.bind(pipeline, layout, Aggregates::create, problems::add)
                .map(binding -> new Plan(pipeline, schema, layout, binding));
    }

    private static Optional<Problem> checkFormat(Pipeline pipeline, EventSchema schema) {
        var source = pipeline.source();
        var events = pipeline.events();
        try {
            var values = EventDecoder.schemaOfValues(schema, source);
            var columns = values.rowType();
            var times = TimeColumns.of(columns, events.time(), events.timeForm());
            Formats.rows(source, values, times, columns.getFieldCount(), new int[0]);
            return TimeFit.problem(events, columns, source.format());
        } catch (InvalidOptionException e) {
            var at = "source[%s.%s]".formatted(source.format(), e.option());
            return Optional.of(new Problem(at, e.getMessage(), Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Problem("source.format", e.getMessage(), Optional.empty()));
        }
    }

    /**
     * What makes events of the source's records: whole ones where they are archived or sent on to
     * be deduplicated, else such as have the columns that the metrics read.
     *
     * @throws IllegalArgumentException where the pipeline does not fit its schema; the message is
     *     one line
     */
    public EventDecoder decoder() {
        boolean whole =
                pipeline.archive().isPresent() || pipeline.events().deduplicate().isPresent();
        var read = whole ? Set.copyOf(schema.rowType().getFieldNames()) : binding.eventColumns();
        return new EventDecoder(pipeline.events(), schema, pipeline.source(), read);
    }

    /** A digest of the metrics' definitions and of lateness: it differs where results may. */
    public String definition() {
        var definitions = metrics().stream().map(BoundMetric::definition).toList();
        var saved = Continuation.ofNothing(pipeline.name(), definitions).saved();
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(saved.encode());
            var digest = sha.digest(lateness().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String lateness() {
        var events = pipeline.events();
        return events.outOfOrderness() + " " + events.allowedLateness();
    }

    /**
     * Who writes to the archive where a run of this does.
     *
     * @param run names it
     */
    public WrittenBy writtenBy(String run) throws IOException {
        return new WrittenBy(run, definition(), deduplicateMillis(), Versions.tallystick());
    }

    /** Within which event time repeats of an id are dropped, ms; 0 if they are not. */
    public long deduplicateMillis() {
        return pipeline.events().deduplicate().map(Duration::toMillis).orElse(0L);
    }

    /** The metrics, as the window engine knows them. */
    public List<BoundMetric> metrics() {
        return binding.metrics();
    }
}
