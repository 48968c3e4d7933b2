package org.tallystick.source.clock;

import java.util.OptionalLong;

/**
 * A reader that may find that a partition is not the one that its clock was kept of, only one of
 * the same name.
 */
public interface ReaderWithHistory {

    /**
     * The clock that a partition begins with, once it has been added.
     *
     * @param split its id
     * @param saved what was kept for it
     */
    OptionalLong clock(String split, OptionalLong saved);
}
