package org.tallystick.jobs.reprocess;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PipelineArguments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A pipeline to compute again, over which range, and what to do about differences: what {@code
 * ./tallystick reprocess} and ReprocessJob both take.
 */
public final class ReprocessArguments {
    @Mixin private final PipelineArguments pipeline = new PipelineArguments();

    @Mixin private final RangeArguments range = new RangeArguments();

    @Option(
            names = "--stale",
            description =
                    "only windows that went without events, as the ledger says, and that no"
                            + " correction has seen to since")
    private boolean stale;

    @Option(
            names = "--mode",
            paramLabel = "audit|correct",
            description = "audit reports differences (the default), correct publishes corrections")
    private Mode mode = Mode.AUDIT;

    @Option(
            names = "--certificate",
            paramLabel = "PATH",
            description =
                    "write what was found into this file, as JSON lines: what the run was, then each window that does not match, and sums")
    private Optional<String> certificate = Optional.empty();

    /** The pipeline file, a path or a URI. */
    public String file() throws BadArgumentException {
        return pipeline.file();
    }

    /** Values in place of those in the file, each {@code PATH=VALUE}. */
    public List<String> overrides() {
        return pipeline.overrides();
    }

    /** Whether to judge stale windows alone, wherever they are. */
    public boolean stale() {
        return stale;
    }

    /**
     * The range of event time.
     *
     * @throws BadArgumentException where it is empty, or stale windows are to be found
     */
    public ReprocessRange range() throws BadArgumentException {
        if (stale && range.isGiven()) {
            throw new BadArgumentException(
                    "--stale finds the windows by itself: leave out --from and --to, or --stale");
        }
        return range.range();
    }

    /**
     * A file for the certificate, if there is to be one.
     *
     * @throws BadArgumentException where it is no address
     */
    public Optional<URI> certificate() throws BadArgumentException {
        if (certificate.isEmpty()) {
            return Optional.empty();
        }
        var file = certificate.get();
        try {
            return Optional.of(
                    file.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                            ? new URI(file)
                            : Path.of(file).toAbsolutePath().toUri());
        } catch (URISyntaxException e) {
            throw new BadArgumentException(
                    "--certificate is '%s', no file: %s".formatted(file, e.getMessage()));
        }
    }

    public Mode mode() {
        return mode;
    }
}
