package org.tallystick.flink;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;

/**
 * Events that earlier runs accepted and of which this one, which begins without state, may see
 * repeats.
 */
@FunctionalInterface
public interface AcceptedBefore extends Serializable {
    /** There were none. */
    AcceptedBefore NOTHING = event -> {};

    /**
     * Gives each of them, in any order; every subtask that looks for repeats reads them all.
     *
     * @param event takes rows of the event layout with id fields, position and time; the row is not
     *     to be kept
     */
    void forEach(Consumer<RowData> event) throws IOException;
}
