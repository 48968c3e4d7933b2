package org.tallystick.flink;

import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.EventLayout;
import org.tallystick.event.Identity;

/** An event's identity itself, not its hash: two events whose hashes collide are not repeats. */
final class IdentityKey implements KeySelector<RowData, String> {
    private final EventLayout layout;
    private final Identity identity;

    IdentityKey(EventLayout layout, Identity identity) {
        this.layout = layout;
        this.identity = identity;
    }

    @Override
    public String getKey(RowData event) {
        return identity.text(event, layout);
    }
}
