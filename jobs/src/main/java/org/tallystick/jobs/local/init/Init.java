package org.tallystick.jobs.local.init;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tallystick.event.ColumnPath;
import org.tallystick.event.EventSchema;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.lateness.RoundDurations;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.ShellText;
import org.tallystick.jobs.local.sample.DecodedSample;
import org.tallystick.jobs.local.sample.Lags;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.InvalidPipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.text.Durations;

/**
 * Writes a pipeline that reads a sample: its schema, its file, and where need be the sample as
 * lines.
 */
public final class Init {
    /** How many records are looked at. */
    static final int RECORDS = 10_000;

    /** How much of them is kept at once, bytes. */
    static final long BYTES = 64 << 20;

    /** How many records of a file are looked at for their order alone. */
    private static final long ORDERED = 1_000_000;

    /** The pipeline says nothing of it. */
    private static final int MAX_BYTES = (int) Events.MAX_BYTES;

    private static final long DAY = 86_400_000;

    private final Console console;
    private final Outputs outputs;

    /**
     * @param folder where the files go
     * @param like the file or the topic that gives them their name
     */
    public Init(Console console, Path folder, String like) {
        this.console = console;
        this.outputs = new Outputs(folder, Outputs.name(like));
    }

    /** What is read, and what it is made of. */
    record Input(SourceSpec source, Optional<String> path, Found found, String made) {}

    /** Something that makes an input of a sample. */
    private interface Reading {
        Input read() throws Exception;
    }

    /**
     * Begins with a file.
     *
     * @throws BadInputException one line, where no pipeline can be made of it
     */
    public ExitCode file(Path sample) throws Exception {
        return write(() -> new SampleFile(sample, outputs).read(RECORDS, MAX_BYTES));
    }

    /**
     * Begins with a topic whose records are JSON.
     *
     * @param bootstrap its brokers
     * @throws BadInputException one line, where no pipeline can be made of it
     */
    public ExitCode topic(String topic, String bootstrap) throws Exception {
        return write(() -> new SampleTopic(topic, bootstrap).read(outputs.name(), RECORDS));
    }

    /** Leaves either all files or none. */
    private ExitCode write(Reading reading) throws Exception {
        outputs.requireWritable();
        outputs.requireAbsent(outputs.schema());
        outputs.requireAbsent(outputs.pipeline());
        boolean done = false;
        try {
            write(reading.read());
            done = true;
            return ExitCode.FINE;
        } finally {
            if (!done) {
                outputs.remove();
            }
        }
    }

    private void write(Input input) throws Exception {
        var schema = schema(input);
        var ways = TimeGuess.ways(Leaf.of(schema.rowType()));
        if (ways.isEmpty()) {
            throw noTime(input, schema);
        }
        var sample = Sample.read(input.source(), schema, ways.get(0), RECORDS, MAX_BYTES);
        var candidates = new TimeGuess(sample).candidates();
        if (sample.rowCount() == 0) {
            throw new BadInputException(input.made() + ": " + sample.firstReason());
        }
        if (candidates.isEmpty()) {
            throw noTime(input, schema);
        }
        var proposal = proposal(input, sample, candidates);
        outputs.write(outputs.schema(), input.found().schema().toString(true) + "\n");
        outputs.write(outputs.pipeline(), PipelineText.of(proposal));
        report(proposal);
    }

    private static EventSchema schema(Input input) throws BadInputException {
        try {
            return EventSchema.parse(input.found().schema().toString());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(input.made() + ": " + e.getMessage());
        }
    }

    private static BadInputException noTime(Input input, EventSchema schema) {
        var fields =
                Leaf.of(schema.rowType()).stream()
                        .map(leaf -> leaf.path() + " " + leaf.type().copy(true).asSummaryString())
                        .collect(Collectors.joining(", "));
        return new BadInputException(
                "%s: no field holds event times, which are dates or date-times, or numbers since 1970; there are %s"
                        .formatted(input.made(), fields));
    }

    private Proposal proposal(Input input, Sample sample, List<TimeGuess.Candidate> candidates)
            throws Exception {
        var best = candidates.get(0);
        var way = best.way();
        var times = sample.times(way, RECORDS);
        var rows = sample.rows();
        var fields = candidates.stream().map(each -> each.way().leaf().path()).distinct().toList();
        var figures =
                Leaf.of(sample.columns()).stream()
                        .filter(leaf -> !fields.contains(leaf.path()))
                        .map(leaf -> ColumnFigures.of(leaf, sample.columns(), rows))
                        .toList();
        return new Proposal(
                outputs.name(),
                "%s: %,d records".formatted(input.made(), sample.size()),
                input.found().notes(),
                input.source(),
                input.path(),
                way.leaf().path(),
                way.form(),
                isLocal(way, sample),
                fields.subList(1, fields.size()),
                otherForm(candidates),
                id(figures),
                Disorder.of(lags(input, sample, way, times)),
                ahead(sample, way),
                key(figures),
                first(figures.stream().filter(ColumnFigures::isMeasure).toList()),
                isDaily(times));
    }

    private static Optional<Leaf> first(List<ColumnFigures> figures) {
        return figures.stream().findFirst().map(ColumnFigures::leaf);
    }

    private static Optional<String> id(List<ColumnFigures> figures) {
        return figures.stream()
                .filter(ColumnFigures::isId)
                .min(Comparator.comparingInt(ColumnFigures::idRank))
                .map(each -> each.leaf().path());
    }

    /** One that a person can look through, if there is such a one. */
    private static Optional<Leaf> key(List<ColumnFigures> figures) {
        var keys = figures.stream().filter(ColumnFigures::isKey).toList();
        return first(keys.stream().filter(ColumnFigures::isShort).toList()).or(() -> first(keys));
    }

    /** Of files, how far events lie behind shows only in more of them. */
    private static Lags lags(
            Input input, Sample sample, TimeGuess.Way way, List<OptionalLong> times)
            throws Exception {
        boolean more = sample.hasMore() && input.path().isPresent();
        return more ? sample.lags(way, ORDERED) : sample.lags(times);
    }

    private static OptionalLong ahead(Sample sample, TimeGuess.Way way) throws Exception {
        long ahead = sample.ahead(way, Events.MAX_AHEAD.toMillis());
        return ahead == 0 ? OptionalLong.empty() : OptionalLong.of(RoundDurations.atLeast(ahead));
    }

    /** Another form of the same field that fits as many records. */
    private static Optional<String> otherForm(List<TimeGuess.Candidate> candidates) {
        var best = candidates.get(0);
        return candidates.stream()
                .skip(1)
                .filter(each -> each.way().leaf().equals(best.way().leaf()))
                .filter(each -> each.share() == best.share())
                .flatMap(each -> each.way().form().format().stream())
                .findFirst();
    }

    /** Whether nothing in a text says which place's time it is. */
    private static boolean isLocal(TimeGuess.Way way, Sample sample) {
        if (way.form().unit().isPresent() || !way.leaf().isText()) {
            return false;
        }
        if (way.form().format().isPresent()) {
            return !way.form().format().get().matches(".*(x|X|V|O|'GMT'|'UTC').*");
        }
        var path = ColumnPath.of(sample.columns(), way.leaf().path()).orElseThrow();
        return sample.rows().stream()
                .filter(event -> !path.isNull(event))
                .map(event -> path.row(event).getString(path.column()).toString())
                .noneMatch(text -> text.matches(".*[Tt ].*([Zz]|[+-]\\d\\d(:?\\d\\d)?)(\\[.*)?"));
    }

    private static boolean isDaily(List<OptionalLong> times) {
        return times.stream().flatMapToLong(OptionalLong::stream).allMatch(time -> time % DAY == 0);
    }

    /** By the pipeline as it stands in the files. */
    private void report(Proposal proposal) throws Exception {
        var file = outputs.pipeline().toString();
        DecodedSample decoded;
        try {
            decoded = DecodedSample.of(Plan.read(file, List.of(), Map.of()), RECORDS);
        } catch (InvalidPipeline e) {
            throw new IllegalStateException(String.join("; ", e.problems()), e);
        }
        var written = outputs.written().stream().map(Path::toString);
        console.print("Wrote " + written.collect(Collectors.joining(", ")));
        console.print("Event time is " + proposal.time() + proposal.form().text());
        console.print("Out-of-orderness is " + Durations.text(proposal.disorder().millis()));
        console.print(result(decoded));
        var shell = ShellText.of(file);
        console.print(
                "Next: have a look at the file; then ./tallystick stream --pipeline %s --bounded"
                        .formatted(shell));
    }

    private static String result(DecodedSample decoded) {
        var text =
                String.format(
                        Locale.ROOT,
                        "%,d of %,d records become events, %,d of them late",
                        decoded.events(),
                        decoded.records(),
                        decoded.late());
        return decoded.firstReject()
                .map(reject -> text + "; the first that does not: " + reject.text())
                .orElse(text);
    }
}
