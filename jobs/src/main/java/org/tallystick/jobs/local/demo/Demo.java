package org.tallystick.jobs.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.local.report.ReportPage;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.LocalJob;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.pipeline.Pipeline;

/**
 * The whole story on real data: ten days of flights through a real Kafka broker, computed live,
 * archived, computed again from the archive, compared and corrected.
 */
public final class Demo {
    private static final String TOPIC = "flights";
    private static final int PARTITIONS = 4;
    private static final String AIRPORT = "SFO";
    private static final DemoInput.Mischief MISCHIEF =
            new DemoInput.Mischief(2001, 200, 50, DemoPipeline.MAX_BYTES);

    private final Console console;
    private final Jobs jobs;
    private final LocalFlink flink;
    private final Path examples;
    private final Path folder;

    /**
     * A demo.
     *
     * @param home where Tallystick's own files are
     * @param folder where the demo's data goes
     */
    public Demo(Console console, Jobs jobs, LocalFlink flink, Path home, Path folder) {
        this.console = console;
        this.jobs = jobs;
        this.flink = flink;
        this.examples = home.resolve("jobs/examples/flights");
        this.folder = folder;
    }

    /** Tells the story; it ends well if live and reprocessed results agree, or were corrected. */
    public ExitCode run() throws Exception {
        var example = jobs.read(examples.resolve("flights.yaml").toString(), List.of());
        DemoFolder.prepare(folder);
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            kafka.createTopic(TOPIC, PARTITIONS);
            console.print("Kafka: " + kafka.bootstrapServers() + ", topic " + TOPIC);
            long received = play(kafka.bootstrapServers());
            var pipeline = DemoPipeline.of(example, TOPIC, kafka.bootstrapServers(), folder);

            var live = live(pipeline);
            if (live.stopped()) {
                return ExitCode.FAILED;
            }
            var found = again(pipeline);

            report(pipeline.name(), received, live, found);
            return found.isFine() ? ExitCode.FINE : ExitCode.DIFFERENT;
        }
    }

    private long play(String bootstrapServers) throws Exception {
        long started = System.nanoTime();
        var messages = DemoInput.of(flights(), MISCHIEF);
        DemoPlayer.play(messages, bootstrapServers, TOPIC, PARTITIONS);
        console.print(
                String.format(
                        Locale.ROOT,
                        "Played %,d real flights in order of departure, with %d repeats and %d"
                                + " broken records, in %.1f s",
                        messages.size() - MISCHIEF.repeats() - MISCHIEF.broken(),
                        MISCHIEF.repeats(),
                        MISCHIEF.broken(),
                        (System.nanoTime() - started) / 1e9));
        return messages.size();
    }

    private List<String> flights() throws IOException {
        var file = examples.resolve("flights.jsonl.gz");
        try (var bytes = new GZIPInputStream(Files.newInputStream(file));
                var lines =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private LocalRun live(Pipeline pipeline) throws Exception {
        console.print("\n" + console.strong("Live, from Kafka"));
        return run(
                pipeline.name(),
                RuntimeExecutionMode.STREAMING,
                jobs.stream(pipeline, LiveOptions.of(true)));
    }

    private Findings again(Pipeline pipeline) throws Exception {
        console.print("\n" + console.strong("Again, from the archive"));
        var name = pipeline.name() + "-reprocess";
        return jobs.reprocess(
                pipeline,
                ReprocessRange.ALL,
                Mode.CORRECT,
                Wanted.ordinary().drawn(true),
                job -> run(name, RuntimeExecutionMode.BATCH, job));
    }

    private LocalRun run(String name, RuntimeExecutionMode runtime, LocalJob job) throws Exception {
        return flink.run(name, LocalFlink.Settings.of(runtime, folder.resolve("state")), job);
    }

    private void report(String pipeline, long received, LocalRun live, Findings found)
            throws IOException {
        var page =
                new ReportPage(pipeline, "correction of " + ReprocessRange.ALL.text(), found)
                        .text();
        Files.writeString(folder.resolve("report.html"), page);
        var results = DemoResults.delayByHour(DemoPipeline.results(folder), AIRPORT);
        console.print("\n" + DemoReport.table(received, live.total(), found));
        console.print("\n" + console.strong(DemoReport.chartTitle(AIRPORT)));
        console.print(new DayChart(console.isUnicode(), console.columns()).draw(results));
        console.print("\n" + DemoReport.next(folder));
    }
}
