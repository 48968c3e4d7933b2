package org.tallystick.jobs.sql;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.TextFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which statements to run over a pipeline: what {@code ./tallystick sql} and SqlJob both take. */
public final class SqlArguments {
    @Mixin private final PipelineArguments pipeline = new PipelineArguments();

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "these statements, a semicolon between them")
    private Optional<String> statements = Optional.empty();

    @Option(
            names = {"-f", "--script"},
            paramLabel = "FILE.sql",
            description = "the statements in this file, a path or a URI")
    private Optional<String> script = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "batch|streaming",
            description = "over the archive, or live; batch if absent where there is an archive")
    private Optional<SqlMode> mode = Optional.empty();

    @Option(names = "--bounded", description = "of streaming: stop where the source ends now")
    private boolean bounded;

    /** The pipeline file, a path or a URI. */
    public String file() throws BadArgumentException {
        return pipeline.file();
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return pipeline.overrides();
    }

    /** Whether there are none: a shell asks for them. */
    public boolean none() {
        return statements.isEmpty() && script.isEmpty();
    }

    /**
     * What to run.
     *
     * @throws BadArgumentException where nothing is given, both are, or the file cannot be read
     */
    public String statements() throws BadArgumentException {
        if (statements.isPresent() == script.isPresent()) {
            throw new BadArgumentException("give either -e \"SELECT ...\" or -f FILE.sql");
        }
        return statements.isPresent() ? statements.get() : read(script.get());
    }

    private static String read(String file) throws BadArgumentException {
        try {
            return TextFile.read(new Path(file));
        } catch (IOException e) {
            throw new BadArgumentException(
                    "--script: cannot read %s: %s".formatted(file, TextFile.reason(e)));
        } catch (IllegalArgumentException e) {
            throw new BadArgumentException("--script: '%s' is no path or URI".formatted(file));
        }
    }

    /**
     * What they run over.
     *
     * @throws BadArgumentException where that is not to be had
     */
    public SqlMode mode(Pipeline read) throws BadArgumentException {
        var chosen = mode.orElse(SqlMode.usual(read));
        if (chosen == SqlMode.BATCH && read.archive().isEmpty()) {
            throw new BadArgumentException(
                    "--mode batch: the pipeline has no archive; --mode streaming reads its source");
        }
        if (chosen == SqlMode.BATCH && bounded) {
            throw new BadArgumentException(
                    "--bounded is of --mode streaming: batch ends by itself");
        }
        return chosen;
    }

    /** Whether what is live ends where the source ends now. */
    public boolean bounded() {
        return bounded;
    }
}
