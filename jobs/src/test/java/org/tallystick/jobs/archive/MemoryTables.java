package org.tallystick.jobs.archive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.tallystick.event.EventLayout;

/** An archive's tables in memory, and data files for them that are nothing but names. */
final class MemoryTables {
    private MemoryTables() {}

    /** The tables of events with one column, by name. */
    static Map<String, Table> make() {
        return make("memory");
    }

    /**
     * The same in a warehouse of their own.
     *
     * @param warehouse begins the names of all their files
     */
    static Map<String, Table> make(String warehouse) {
        var catalog = new InMemoryCatalog();
        catalog.initialize("memory", Map.of(CatalogProperties.WAREHOUSE_LOCATION, warehouse));
        var namespace = Namespace.of("memory");
        catalog.createNamespace(namespace);
        var maker = new TableMaker(catalog, namespace);
        var layout =
                new EventLayout(new RowType(List.of(new RowType.RowField("n", new BigIntType()))));
        var tables = new HashMap<String, Table>();
        for (var table :
                List.of(
                        ArchiveTable.events(layout),
                        ArchiveTable.rejects(),
                        ArchiveTable.results(),
                        ArchiveTable.ledger(),
                        ArchiveTable.progress())) {
            maker.ensure(table);
            var made = catalog.loadTable(TableIdentifier.of(namespace, table.name()));
            made.updateProperties().set(TableProperties.DEFAULT_FILE_FORMAT, "avro").commit();
            tables.put(table.name(), made);
        }
        return tables;
    }

    /** Iceberg keeps files in memory for as long as the JVM lives. */
    static void forget(String warehouse) {
        try {
            var files = InMemoryFileIO.class.getDeclaredField("IN_MEMORY_FILES");
            files.setAccessible(true);
            ((Map<?, ?>) files.get(null))
                    .keySet()
                    .removeIf(name -> name.toString().startsWith(warehouse));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another release of Iceberg", e);
        }
    }

    /** A data file of so many rows. */
    static DataFile file(Table table, String path, int rows) {
        var spec = table.spec();
        var builder =
                DataFiles.builder(spec)
                        .withPath(path)
                        .withFormat(FileFormat.PARQUET)
                        .withFileSizeInBytes(1)
                        .withRecordCount(rows);
        return spec.isUnpartitioned()
                ? builder.build()
                : builder.withPartitionPath("_time_hour=0").build();
    }
}
