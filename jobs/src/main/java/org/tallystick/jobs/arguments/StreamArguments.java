package org.tallystick.jobs.arguments;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A pipeline to run live, and how: what {@code ./tallystick stream} and StreamJob both take. */
public final class StreamArguments {

    /** What {@code --resume} may name instead of a path. */
    public static final String LATEST = "latest";

    @Mixin private final PipelineArguments pipeline = new PipelineArguments();

    @Option(
            names = "--bounded",
            description = "stop where the sources end now; then every window fires")
    private boolean bounded;

    @Option(
            names = "--resume",
            paramLabel = "SAVEPOINT|latest",
            description =
                    "go on from the savepoint that an earlier run printed, or the latest there is")
    private Optional<String> resume = Optional.empty();

    @Option(
            names = "--again",
            paramLabel = "skip",
            description = "without a savepoint: read only what the archive does not hold")
    private Optional<Again> again = Optional.empty();

    @Option(
            names = "--new-history",
            paramLabel = "NAMESPACE",
            description = "begin another archive, in this namespace")
    private Optional<String> newHistory = Optional.empty();

    /** What to do about records that the archive holds. */
    private enum Again {
        SKIP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The pipeline file, a path or a URI. */
    public String file() throws BadArgumentException {
        return pipeline.file();
    }

    /** Values of the pipeline file that the command line puts others in place of. */
    public List<String> overrides() {
        var namespace = newHistory.map(name -> "archive.namespace=" + name).stream();
        return Stream.concat(pipeline.overrides().stream(), namespace).toList();
    }

    /** The savepoint to go on from, unless it is to be found. */
    public Optional<String> savepoint() {
        return resume.filter(path -> !path.equals(LATEST));
    }

    /**
     * How the job is to run.
     *
     * @param tell takes lines for people
     */
    public LiveOptions options(Consumer<String> tell) {
        return new LiveOptions(
                bounded, again.isPresent(), resume.equals(Optional.of(LATEST)), tell);
    }
}
