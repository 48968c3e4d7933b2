package org.tallystick.jobs.reprocess;

import java.net.URI;
import java.util.Optional;

/**
 * What reprocessing is to bring back beside its verdict.
 *
 * @param listed how many differences, the first by time, and how many windows that nothing explains
 * @param certificate a file for the certificate, if there is to be one
 * @param drawn whether it brings what a report is made of: {@link Findings.Drawing}
 */
public record Wanted(int listed, Optional<URI> certificate, boolean drawn) {
    /** How many differences are listed, unless more or fewer are asked for. */
    public static final int LISTED = 20;

    /** What is brought back where nobody asks for anything else. */
    public static Wanted ordinary() {
        return listing(LISTED);
    }

    /** So many differences, and no more. */
    public static Wanted listing(int differences) {
        return new Wanted(differences, Optional.empty(), false);
    }

    /** The same, and a certificate in a file, if one is named. */
    public Wanted certified(Optional<URI> file) {
        return new Wanted(listed, file, drawn);
    }

    /** The same, and what a report is made of, if there is to be one. */
    public Wanted drawn(boolean report) {
        return new Wanted(listed, certificate, report);
    }
}
