package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.FlinkAsDeployed;
import org.tallystick.jobs.StreamJob;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.local.runner.CapturedConsole;
import org.tallystick.jobs.plan.Plan;

@Timeout(120)
class StatusTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final String SCHEMA =
            """
            {"type":"record","name":"E","fields":[
              {"name":"ts","type":"string"}, {"name":"k","type":"string"}]}
            """;

    private static final String PIPELINE =
            """
            name: shown
            events: {schema: e.avsc, time: ts, out-of-orderness: 0 s}
            source: {connector: files, path: in, format: json, watch: 1 s}
            metrics:
              - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
            sinks: [{connector: files, path: "OUT"}]
            """;

    @TempDir private Path folder;

    @Test
    void aRunningJobIsShownWithWhatItCounted(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var url = cluster.getRestAddress().get().toString();
        assertThat(status(url)).isEqualTo("No job runs at " + url + "\n");
        write();
        var env = new FlinkAsDeployed(folder, "hashmap").streaming(1);
        StreamJob.define(
                env,
                Plan.read(folder.resolve("p.yaml").toString(), List.of(), Map.of()),
                LiveOptions.of(false));
        var job = env.executeAsync("shown");

        var shown = status(url);
        while (!shown.matches("(?s).*events +4\n.*cells +2 .*")) {
            shown = status(url);
        }
        job.cancel().get();

        assertThat(shown)
                .startsWith("shown  running for 0:0")
                .containsPattern("\nevents +4\n")
                .containsPattern("\nrejects +2  format 1, time 1\n")
                .containsPattern("\nlate +1  once for each kind of window\n")
                .containsPattern("\nwindows fired +\\d  once for each bucket\n")
                .containsPattern("\ncells +2  0 revised, 0 retracted\n")
                .containsPattern("\nclock of \\S+ +2024-03-05T11:30:00Z\n")
                .containsPattern("\ncheckpoints +0  none completed yet\n");
    }

    @Test
    void aUrlWhereNobodyAnswersIsOneLine() {
        var console = new CapturedConsole(false, 80);

        assertThat(run(console, "http://localhost:1")).isEqualTo(ExitCode.FAILED);
        assertThat(console.err()).startsWith("tallystick: IOException: no Flink answers at");
    }

    private void write() throws Exception {
        Files.writeString(folder.resolve("e.avsc"), SCHEMA);
        var out = folder.resolve("out").toUri().toString();
        Files.writeString(folder.resolve("p.yaml"), PIPELINE.replace("OUT", out));
        var in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(
                in.resolve("1.jsonl"),
                """
                {"ts":"2024-03-05T10:10:00Z","k":"a"}
                {"ts":"2024-03-05T10:20:00Z","k":"b"}
                {"ts":"2024-03-05T11:30:00Z","k":"a"}
                {"ts":"2024-03-05T10:30:00Z","k":"a"}
                {"ts":"yesterday","k":"a"}
                nonsense
                """);
    }

    private static String status(String url) {
        var console = new CapturedConsole(false, 80);
        assertThat(run(console, url)).as(console.err()).isEqualTo(ExitCode.FINE);
        return console.out();
    }

    private static ExitCode run(CapturedConsole console, String url) {
        return new Cli(console.console(), new LocalJobs(), Path.of(".."))
                .run(List.of("status", "--url", url));
    }
}
