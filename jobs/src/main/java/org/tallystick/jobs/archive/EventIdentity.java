package org.tallystick.jobs.archive;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/** How an archived event's identity is found again; the very way in which the source found it. */
@FunctionalInterface
public interface EventIdentity extends Serializable {

    /**
     * The 64-bit hash of the event's identity.
     *
     * @param event in the event layout, without identity; columns that were not read are null
     */
    long of(RowData event);
}
