package org.tallystick.jobs.sql;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.iceberg.flink.FlinkCatalog;

/**
 * The archive's tables, under the name of {@link PipelineCatalog#ARCHIVE}; Iceberg knows them in
 * another database.
 *
 * @param catalog Iceberg's
 * @param database where they are in it
 */
record ArchiveDatabase(FlinkCatalog catalog, String database) {

    /** Where Iceberg has a table. */
    private ObjectPath there(ObjectPath path) {
        return new ObjectPath(database, path.getObjectName());
    }

    boolean has(ObjectPath path) {
        return catalog.tableExists(there(path));
    }

    List<String> tables() throws DatabaseNotExistException {
        return catalog.listTables(database);
    }

    /** A table, to be read at its newest snapshot. */
    CatalogTable table(ObjectPath path) throws TableNotExistException {
        return catalog.getTable(there(path));
    }

    DynamicTableSource source(DynamicTableFactory.Context context) {
        var identifier = context.getObjectIdentifier();
        var path = there(identifier.toObjectPath());
        var iceberg = (DynamicTableSourceFactory) catalog.getFactory().orElseThrow();
        return iceberg.createDynamicTableSource(
                new Renamed(
                        context,
                        ObjectIdentifier.of(
                                catalog.getName(), path.getDatabaseName(), path.getObjectName())));
    }

    /** The same table under the name that Iceberg knows it by. */
    private record Renamed(DynamicTableFactory.Context context, ObjectIdentifier identifier)
            implements DynamicTableFactory.Context {

        @Override
        public ObjectIdentifier getObjectIdentifier() {
            return identifier;
        }

        @Override
        public ResolvedCatalogTable getCatalogTable() {
            return context.getCatalogTable();
        }

        @Override
        public Map<String, String> getEnrichmentOptions() {
            return context.getEnrichmentOptions();
        }

        @Override
        public ReadableConfig getConfiguration() {
            return context.getConfiguration();
        }

        @Override
        public ClassLoader getClassLoader() {
            return context.getClassLoader();
        }

        @Override
        public boolean isTemporary() {
            return context.isTemporary();
        }
    }
}
