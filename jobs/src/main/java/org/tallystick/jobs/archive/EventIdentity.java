package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;
import org.tallystick.event.Identity;

/** How an archived event's identity is found again; the very way in which the source found it. */
@FunctionalInterface
public interface EventIdentity extends Serializable {

    /**
     * By the id fields of a pipeline.
     *
     * @param id none for the position
     */
    static EventIdentity of(EventLayout layout, List<String> id) {
        var identity = Identity.of(layout.eventType(), id);
        return event -> identity.hash(event, layout);
    }

    /**
     * The 64-bit hash of the event's identity.
     *
     * @param event in the event layout, without identity; columns that were not read are null
     */
    long of(RowData event);
}
