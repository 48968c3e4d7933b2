package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;

/** The examples of {@code docs/connectors.md}, each run as a pipeline of its own. */
final class ConnectorsPage {
    private static final Path PAGE = Path.of("../docs/connectors.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("## `(\\w+)`|```yaml\n(.*?)```", Pattern.DOTALL);

    private static final String AROUND =
            """
            name: example
            events: {schema: event.avsc, time: ts, id: [id], out-of-orderness: 1 d}
            metrics:
              - {name: departures, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
            """;
    private static final String FILES = "source: {connector: files, path: flights, format: json}\n";
    private static final String RESULTS = "sinks: [{connector: files, path: results}]\n";

    /** Three events of two keys in one hour. */
    static final List<byte[]> EVENTS =
            Stream.of("a", "b", "a")
                    .map(
                            key ->
                                    "{\"ts\":\"2024-03-05T10:00:00Z\",\"k\":\"%s\",\"id\":%d}"
                                            .formatted(key, key.hashCode()))
                    .map(line -> line.getBytes(UTF_8))
                    .toList();

    private ConnectorsPage() {}

    /**
     * An example.
     *
     * @param connector whose it is
     * @param yaml a source or sinks
     */
    record Example(String connector, String yaml) {

        boolean isSource() {
            return yaml.startsWith("source:");
        }

        /** Whether everything that it leaves to the environment is there. */
        boolean isOf(Map<String, String> environment) {
            return Pattern.compile("\\$\\{(\\w+)}")
                    .matcher(yaml)
                    .results()
                    .allMatch(name -> environment.containsKey(name.group(1)));
        }

        /** Runs it to its end, in a folder of its own; the results that are in files. */
        List<String> run(Path folder, Map<String, String> environment) throws Exception {
            prepare(folder);
            var file = folder.resolve("p.yaml");
            Files.writeString(file, AROUND + (isSource() ? yaml + RESULTS : FILES + yaml));
            var plan = Plan.read(file.toString(), List.of(), environment);
            var env = new FlinkAsDeployed(folder, "hashmap").streaming(2);
            StreamJob.define(env, plan, LiveOptions.of(true));
            env.execute();
            var results = folder.resolve("results");
            return Files.exists(results) ? CellTexts.lines(results) : List.of();
        }

        private static void prepare(Path folder) throws Exception {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("event.avsc"),
                    """
                    {"type":"record","name":"E","fields":[{"name":"ts","type":"string"},
                    {"name":"k","type":"string"},{"name":"id","type":"long"}]}""");
            var flights = Files.createDirectories(folder.resolve("flights"));
            var lines = EVENTS.stream().map(line -> new String(line, UTF_8)).toList();
            Files.write(flights.resolve("1.jsonl"), lines);
        }

        @Override
        public String toString() {
            return connector + " " + (isSource() ? "source" : "sink");
        }
    }

    /** All of them, in the order of the page. */
    static List<Example> examples() throws Exception {
        var examples = new ArrayList<Example>();
        var connector = "";
        var found = EXAMPLE.matcher(Files.readString(PAGE));
        while (found.find()) {
            if (found.group(1) == null) {
                examples.add(new Example(connector, found.group(2)));
            } else {
                connector = found.group(1);
            }
        }
        assertThat(examples).hasSizeGreaterThan(10);
        return examples;
    }
}
