package org.tallystick.jobs.archive;

import java.io.Closeable;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.ArchiveSpec;

/** Tries whether an archive's catalog answers and its files can be written. */
public final class ArchiveTrials {
    private ArchiveTrials() {}

    /** One trial of the whole archive; where it has tables, a file is written and deleted. */
    public static Trial of(ArchiveSpec spec) {
        return Trial.of("archive " + spec, () -> look(spec));
    }

    private static String look(ArchiveSpec spec) throws Exception {
        var catalog = ArchiveCatalog.of(spec.catalog()).loadCatalog();
        try {
            return look(catalog, Namespace.of(spec.namespace().split("\\.", -1)));
        } finally {
            if (catalog instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    private static String look(Catalog catalog, Namespace namespace) throws Exception {
        var events = TableIdentifier.of(namespace, ArchiveTable.EVENTS);
        if (!catalog.tableExists(events)) {
            return "the catalog answers, the first run makes the tables";
        }
        writeFile(catalog.loadTable(events));
        return "the catalog answers, files can be written";
    }

    private static void writeFile(Table table) throws Exception {
        var location = table.locationProvider().newDataLocation("tallystick-" + UUID.randomUUID());
        table.io().newOutputFile(location).create().close();
        table.io().deleteFile(location);
    }
}
