package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;

/** What {@code ./tallystick cluster} starts, and Flink's own client against it. */
final class FlinkCluster implements AutoCloseable {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    static final Path JAR = HOME.resolve("jobs/target/tallystick-jobs.jar");
    private static final long COMMAND_SECONDS = 300;

    /** Clusters here live for minutes: the second compiler would cost more than it saves. */
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private int commands;

    /**
     * A cluster that is not started.
     *
     * @param folder where everything of it goes; made if absent
     */
    FlinkCluster(Path folder) {
        this.folder = folder;
        environment.put("TALLYSTICK_CLUSTER", folder.toString());
        environment.put("TALLYSTICK_BUILD", "never");
    }

    /** What a command printed, and its exit code. */
    record Output(int exitCode, String text) {

        Output requireFine() {
            assertThat(exitCode).as(text).isZero();
            return this;
        }
    }

    /**
     * Starts the processes, with checkpoints every two seconds, on ports that no cluster of another
     * test takes while a JobManager is dead.
     */
    static FlinkCluster start(Path folder, String... options) throws Exception {
        return new FlinkCluster(folder).start(options);
    }

    FlinkCluster start(String... options) throws Exception {
        var words =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--port",
                                Integer.toString(Broker.freePort()),
                                "-Djobmanager.rpc.port=" + Broker.freePort(),
                                "-Denv.java.opts.jobmanager=" + FIRST_COMPILER,
                                "-Denv.java.opts.taskmanager=" + FIRST_COMPILER,
                                "-Dexecution.checkpointing.interval=2 s",
                                "-Dexecution.checkpointing.min-pause=500 ms"));
        words.addAll(List.of(options));
        cluster(words.toArray(String[]::new)).requireFine();
        return this;
    }

    /** Lets what is started from now on see a variable. */
    FlinkCluster with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** {@code ./tallystick cluster ARGUMENTS}. */
    Output cluster(String... arguments) throws Exception {
        return run(command("cluster", arguments));
    }

    /** {@code ./tallystick flink ARGUMENTS}. */
    Output flink(String... arguments) throws Exception {
        return run(command("flink", arguments));
    }

    /** {@code flink run} in the background of the cluster; returns the job. */
    RunningJob submit(String job, List<String> options, String... arguments) throws Exception {
        var words = new ArrayList<>(List.of("run", "-d"));
        words.addAll(options);
        words.addAll(List.of("-c", "org.tallystick.jobs." + job, JAR.toString()));
        words.addAll(List.of(arguments));
        var output = flink(words.toArray(String[]::new)).requireFine();
        return new RunningJob(rest(), jobId(output.text()));
    }

    /** The job that a client says it has submitted. */
    static String jobId(String printed) {
        var id = printed.replaceFirst("(?s).*JobID ([0-9a-f]{32}).*", "$1");
        assertThat(id).as(printed).hasSize(32);
        return id;
    }

    /** {@code flink run} to the end of the job. */
    Output runToEnd(String job, String... arguments) throws Exception {
        var words =
                new ArrayList<>(List.of("run", "-c", "org.tallystick.jobs." + job, JAR.toString()));
        words.addAll(List.of(arguments));
        return flink(words.toArray(String[]::new));
    }

    /** As {@code kill -9} does. */
    void kill(String name) throws Exception {
        var process = ProcessHandle.of(pid(name)).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    private long pid(String name) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("run/" + name + ".pid")).strip());
    }

    /** What a process's classes take after a collection. */
    long metaspaceBytes(String name) throws Exception {
        jcmd(name, "GC.run");
        var used = jcmd(name, "GC.heap_info").replaceFirst("(?s).*Metaspace +used (\\d+)K.*", "$1");
        return Long.parseLong(used) << 10;
    }

    private String jcmd(String name, String command) throws Exception {
        var jcmd = Path.of(Child.java()).resolveSibling("jcmd").toString();
        var words = List.of(jcmd, Long.toString(pid(name)), command);
        return Child.start(printed(), words, Map.of()).awaitEnd();
    }

    RestApi rest() {
        return new RestApi("http://localhost:" + settings().get(RestOptions.PORT));
    }

    /** What Flink's processes read. */
    Configuration settings() {
        return GlobalConfiguration.loadConfiguration(folder.resolve("stream").toString());
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve("log/" + name + ".log"));
    }

    /** A client that goes on while the test does other things. */
    Child startClient(String... arguments) throws IOException {
        return Child.start(printed(), script(command("flink", arguments)), environment);
    }

    private Output run(String... arguments) throws Exception {
        var child = Child.start(printed(), script(arguments), environment);
        if (!child.process().waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            child.kill();
            throw new IOException(List.of(arguments) + " hangs: " + child.text());
        }
        return new Output(child.process().exitValue(), child.text());
    }

    private static List<String> script(String... arguments) {
        var words = new ArrayList<>(List.of(HOME.resolve("tallystick").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    private Path printed() throws IOException {
        commands++;
        return Files.createDirectories(folder).resolve("command-" + commands + ".out");
    }

    private static String[] command(String first, String... rest) {
        var words = new ArrayList<>(List.of(first));
        words.addAll(List.of(rest));
        return words.toArray(String[]::new);
    }

    /** Stops what runs; there may be nothing left. */
    @Override
    public void close() throws Exception {
        cluster("stop").requireFine();
    }
}
