package org.tallystick.jobs.arguments;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which pipeline a command is about: {@code [--pipeline] FILE [--set PATH=VALUE ...]}. */
public final class PipelineArguments {

    /** Hidden, for the help names it together with the option. */
    @Parameters(arity = "0..1", paramLabel = "FILE", hidden = true)
    private Optional<String> word = Optional.empty();

    @Mixin private final PipelineOptions options = new PipelineOptions();

    /**
     * The pipeline file, a path or a URI.
     *
     * @throws BadArgumentException where none was named, or two
     */
    public String file() throws BadArgumentException {
        return options.file(word);
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return options.overrides();
    }
}
