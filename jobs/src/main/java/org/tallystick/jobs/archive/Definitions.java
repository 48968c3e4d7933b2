package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.util.HashMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;

/**
 * By which definitions of a pipeline its windows have been published live.
 *
 * @param closedUntil how far the runs of each had closed windows in the end, epoch ms
 */
public record Definitions(HashMap<String, Long> closedUntil) implements Serializable {
    /** None at all. */
    public static final Definitions NONE = new Definitions(new HashMap<>());

    /**
     * Whether another definition than this one may have published a window: where its runs had not
     * come so far, they have not.
     *
     * @param end of the window, epoch ms
     */
    public boolean isByAnother(String definition, long end) {
        return closedUntil.entrySet().stream()
                .anyMatch(each -> !each.getKey().equals(definition) && each.getValue() >= end - 1);
    }

    /** Reads the rows of a snapshot of {@code progress}. */
    static Definitions of(Table progress, long snapshot) throws IOException {
        var closedUntil = new HashMap<String, Long>();
        try (var rows =
                IcebergGenerics.read(progress)
                        .useSnapshot(snapshot)
                        .select("closed_until", "definition")
                        .build()) {
            for (Record row : rows) {
                var closed = (OffsetDateTime) row.getField("closed_until");
                if (closed != null) {
                    long millis = closed.toInstant().toEpochMilli();
                    closedUntil.merge(row.getField("definition").toString(), millis, Math::max);
                }
            }
        }
        return new Definitions(closedUntil);
    }
}
