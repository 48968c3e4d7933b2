package org.tallystick.jobs.reprocess;

/** An audit found published cells that differ from what the archive comes to, and why not. */
public final class DifferenceException extends Exception {
    /**
     * @param differences cells that differ in those windows
     * @param unexplained windows
     * @param changed windows that may have been computed by another definition
     */
    DifferenceException(long differences, long unexplained, long changed) {
        super(
                "%,d of the published cells differ and nothing explains it: %,d windows UNEXPLAINED, %,d LOGIC CHANGE; --mode correct publishes corrections"
                        .formatted(differences, unexplained, changed));
    }
}
