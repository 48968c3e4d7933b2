package org.tallystick.jobs.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;

/** Opens the tables of an archive in a task: all of them through one catalog. */
final class AllTables implements Serializable, Closeable {
    @Serial private static final long serialVersionUID = 1;

    private final CatalogLoader loader;
    private final String[] namespace;
    private final List<String> names;

    private transient Catalog catalog;

    AllTables(CatalogLoader loader, Namespace namespace, Collection<String> names) {
        this.loader = loader;
        this.namespace = namespace.levels();
        this.names = List.copyOf(names);
    }

    /** The tables as they are now, by name; until {@link #close} they can be read and written. */
    Map<String, Table> open() {
        catalog = loader.loadCatalog();
        var tables = new HashMap<String, Table>();
        for (String name : names) {
            var identifier = TableIdentifier.of(Namespace.of(namespace), name);
            tables.put(name, catalog.loadTable(identifier));
        }
        return tables;
    }

    @Override
    public void close() throws IOException {
        if (catalog instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
