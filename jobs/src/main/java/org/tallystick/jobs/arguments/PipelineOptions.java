package org.tallystick.jobs.arguments;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which pipeline a command is about, by options alone: {@code --pipeline FILE}. */
public final class PipelineOptions {
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
     * @param word a file that was named without the option
     * @throws BadArgumentException where none was named, or two
     */
    public String file(Optional<String> word) throws BadArgumentException {
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
