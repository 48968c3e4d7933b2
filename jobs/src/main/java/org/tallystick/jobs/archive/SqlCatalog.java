package org.tallystick.jobs.archive;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.flink.FlinkCatalog;
import org.tallystick.pipeline.ArchiveSpec;

/** An archive's tables as Flink's SQL reads them: through Iceberg's own catalog. */
public final class SqlCatalog {
    private SqlCatalog() {}

    /**
     * The catalog in which the archive's namespace is a database; whoever asks for it closes it.
     *
     * @param name under which SQL knows it
     */
    public static FlinkCatalog of(String name, ArchiveSpec spec) {
        var levels = spec.namespace().split("\\.", -1);
        var parents =
                Namespace.of(List.of(levels).subList(0, levels.length - 1).toArray(new String[0]));
        return new FlinkCatalog(
                name,
                database(spec),
                parents,
                ArchiveCatalog.of(spec.catalog()),
                Map.of(),
                false,
                -1);
    }

    /** The name of the database that the archive's namespace is. */
    public static String database(ArchiveSpec spec) {
        return spec.namespace().replaceFirst(".*\\.", "");
    }
}
