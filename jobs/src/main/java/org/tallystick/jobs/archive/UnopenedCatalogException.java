package org.tallystick.jobs.archive;

import java.io.Serial;
import org.tallystick.text.Secrets;

/**
 * The archive's catalog cannot be opened; the message is one line without secrets. What went wrong
 * in it is suppressed rather than the cause: people are told of the innermost cause, and a bare
 * "connection refused" would not say by whom.
 */
final class UnopenedCatalogException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private UnopenedCatalogException(String message) {
        super(message);
    }

    /**
     * @param catalog where it is, as the pipeline says
     */
    static UnopenedCatalogException of(String catalog, RuntimeException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var reason =
                root.getMessage() == null
                        ? root.getClass().getSimpleName()
                        : root.getMessage().lines().findFirst().orElse("");
        var message = "archive: the catalog %s cannot be opened: %s".formatted(catalog, reason);
        var unopened = new UnopenedCatalogException(Secrets.mask(message));
        unopened.addSuppressed(MaskedFailure.of(failure));
        return unopened;
    }
}
