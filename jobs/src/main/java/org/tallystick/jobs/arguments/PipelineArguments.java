package org.tallystick.jobs.arguments;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline a command is about: {@code [--pipeline] FILE [--set PATH=VALUE ...]}. */
public final class PipelineArguments {

    /** Hidden, for the help names it together with the option. */
    @Parameters(arity = "0..1", paramLabel = "FILE", hidden = true)
    private Optional<String> word = Optional.empty();

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "FILE",
            description = "the pipeline file: a path or a URI")
    private Optional<String> option = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {
                "a value in place of the file's:",
                "source.topic=test, metrics[m].windows='tumbling 1 h'"
            })
    private List<String> overrides = List.of();

    /**
     * The pipeline file, a path or a URI.
     *
     * @throws BadArgumentException where none was named, or two
     */
    public String file() throws BadArgumentException {
        if (word.isPresent() && option.isPresent()) {
            throw new BadArgumentException(
                    "unexpected argument '%s': --pipeline names the file".formatted(word.get()));
        }
        return option.or(() -> word)
                .orElseThrow(() -> new BadArgumentException("the pipeline FILE is missing"));
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return overrides;
    }
}
