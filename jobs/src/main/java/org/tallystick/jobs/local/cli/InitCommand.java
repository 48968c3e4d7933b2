package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.local.init.Init;
import org.tallystick.jobs.local.runner.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./tallystick init}: of a file, or of a topic in its place. */
@Command(
        customSynopsis =
                "./tallystick init SAMPLE | --topic TOPIC --bootstrap BROKERS [--out FOLDER]",
        description = "Writes a schema and a pipeline for a sample of events",
        footer = "Up to 10,000 records are looked at. What is a guess says so in the file.")
final class InitCommand implements Callable<ExitCode> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "SAMPLE",
            hideParamSyntax = true,
            description =
                    "a file: JSON lines, a JSON document with an array of objects, CSV or an Avro container file; plain, or packed with gzip, zstd or bzip2")
    private Optional<Path> sample = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "a topic whose records are JSON, in place of a file")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--bootstrap", paramLabel = "BROKERS", description = "its brokers, HOST:PORT")
    private Optional<String> bootstrap = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where the files go; this folder if absent. None is ever overwritten")
    private Path out = Path.of("");

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public ExitCode call() throws Exception {
        if (topic.isPresent()) {
            return ofTopic(topic.get());
        }
        if (bootstrap.isPresent()) {
            throw new BadArgumentException("--bootstrap is for a --topic");
        }
        return ofFile(sample.orElseThrow(() -> new BadArgumentException("the SAMPLE is missing")));
    }

    private ExitCode ofTopic(String name) throws Exception {
        if (sample.isPresent()) {
            throw new BadArgumentException(
                    "unexpected argument '%s': --topic stands for it".formatted(sample.get()));
        }
        var brokers =
                bootstrap.orElseThrow(() -> new BadArgumentException("--bootstrap is missing"));
        return new Init(console, out, name).topic(name, brokers);
    }

    private ExitCode ofFile(Path file) throws Exception {
        var whole = file.toAbsolutePath().normalize();
        return new Init(console, out, String.valueOf(whole.getFileName())).file(whole);
    }
}
