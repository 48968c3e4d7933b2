package org.tallystick.jobs.archive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Makes the archive's tables on first use, and gives those that are there the columns and the
 * partition specs that they lack.
 *
 * <p>A column that is there with another type is an error: the archive is the truth, and nothing in
 * it is reinterpreted.
 */
final class TableMaker {
    private static final Map<String, String> PROPERTIES =
            Map.ofEntries(
                    Map.entry(TableProperties.FORMAT_VERSION, "2"),
                    Map.entry(TableProperties.DEFAULT_FILE_FORMAT, "parquet"),
                    Map.entry(TableProperties.PARQUET_COMPRESSION, "zstd"),
                    // Measured: with level 3 and large dictionaries, which most columns of events
                    // outgrow in vain, files are 3 % smaller and writing costs half as much again.
                    Map.entry(TableProperties.PARQUET_COMPRESSION_LEVEL, "1"),
                    Map.entry(TableProperties.PARQUET_DICT_SIZE_BYTES, "65536"),
                    // A writer buffers one row group for each hour that it has open.
                    Map.entry(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, "33554432"),
                    Map.entry(TableProperties.WRITE_DISTRIBUTION_MODE, "none"),
                    Map.entry(TableProperties.COMMIT_NUM_RETRIES, "10"),
                    // Every commit leaves a metadata file behind; snapshots stay readable.
                    Map.entry(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true"),
                    Map.entry(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20"),
                    // An idle table gets an empty snapshot every so many checkpoints.
                    Map.entry("flink.max-continuous-empty-commits", "100"));

    private final Catalog catalog;
    private final Namespace namespace;

    TableMaker(Catalog catalog, Namespace namespace) {
        this.catalog = catalog;
        this.namespace = namespace;
    }

    /** Makes the namespace and those above it, where the catalog knows namespaces. */
    void ensureNamespace() {
        if (catalog instanceof SupportsNamespaces namespaces) {
            for (int levels = 1; levels <= namespace.length(); levels++) {
                ensure(namespaces, Namespace.of(Arrays.copyOf(namespace.levels(), levels)));
            }
        }
    }

    private static void ensure(SupportsNamespaces namespaces, Namespace namespace) {
        try {
            if (!namespaces.namespaceExists(namespace)) {
                namespaces.createNamespace(namespace);
            }
        } catch (AlreadyExistsException e) {
            // Another job made it in between, which is as good.
            return;
        }
    }

    /**
     * The table, made or completed.
     *
     * @throws IllegalStateException one line, where it has a column of another type
     */
    Table ensure(ArchiveTable table) {
        var id = TableIdentifier.of(namespace, table.name());
        if (!catalog.tableExists(id)) {
            try {
                return create(id, table);
            } catch (AlreadyExistsException e) {
                return complete(catalog.loadTable(id), table);
            }
        }
        return complete(catalog.loadTable(id), table);
    }

    /** In one step: nobody sees the table without its specs. */
    private Table create(TableIdentifier id, ArchiveTable table) {
        var schema = table.schema();
        var creation =
                catalog.buildTable(id, schema)
                        .withPartitionSpec(table.partitioning(schema))
                        .withProperties(properties(table))
                        .createTransaction();
        addSpecs(creation, table);
        creation.commitTransaction();
        return catalog.loadTable(id);
    }

    /** Sparse hours go together into files of their day, month or year. */
    private static boolean addSpecs(Transaction change, ArchiveTable table) {
        boolean added = false;
        if (table.hourOf().isPresent()) {
            var time = table.hourOf().get();
            for (var span : FileSpan.values()) {
                if (span.spec(change.table(), time).isEmpty()) {
                    span.add(change.updateSpec(), change.table().spec(), time);
                    added = true;
                }
            }
        }
        return added;
    }

    /** Bounds of the times are kept even where an event has more columns than get bounds. */
    private static Map<String, String> properties(ArchiveTable table) {
        var properties = new HashMap<>(PROPERTIES);
        table.hourOf()
                .ifPresent(
                        time ->
                                properties.put(
                                        TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + time,
                                        "full"));
        return properties;
    }

    /**
     * Looks whether a table is there and fits.
     *
     * @throws NoArchiveException where it is not there
     * @throws IllegalStateException one line, where it has a column of another type
     */
    void check(ArchiveTable table) {
        var there = requireThere(table);
        for (NestedField column : table.schema().columns()) {
            var old = there.schema().findField(column.name());
            if (old != null && !same(old.type(), column.type())) {
                throw isWider(old.type(), column.type())
                        ? narrower(there, old, column)
                        : otherType(there, old, column);
            }
        }
    }

    /**
     * The table, whatever columns it has.
     *
     * @throws NoArchiveException where it is not there
     */
    Table requireThere(ArchiveTable table) {
        var id = TableIdentifier.of(namespace, table.name());
        if (!exists(id)) {
            throw new NoArchiveException(
                    "no archive at %s: the catalog has no table %s; run the pipeline live first"
                            .formatted(namespace, id));
        }
        return catalog.loadTable(id);
    }

    private boolean exists(TableIdentifier id) {
        try {
            return catalog.tableExists(id);
        } catch (NoSuchNamespaceException e) {
            return false;
        }
    }

    /** Adds what the table lacks, and widens what the schema has widened. */
    private static Table complete(Table there, ArchiveTable table) {
        var change = there.newTransaction();
        boolean columns = addColumns(change, there, table);
        boolean specs = addSpecs(change, table);
        if (columns || specs) {
            change.commitTransaction();
        }
        return there;
    }

    private static boolean addColumns(Transaction change, Table there, ArchiveTable table) {
        var update = change.updateSchema();
        boolean added = false;
        for (NestedField column : table.schema().columns()) {
            var old = there.schema().findField(column.name());
            if (old == null) {
                update.addColumn(column.name(), column.type());
                added = true;
            } else if (!same(old.type(), column.type())) {
                if (!isWider(old.type(), column.type())) {
                    throw otherType(there, old, column);
                }
                update.updateColumn(column.name(), column.type().asPrimitiveType());
                added = true;
            }
        }
        // A transaction waits for every update that was begun.
        update.commit();
        return added;
    }

    private static boolean isWider(Type old, Type now) {
        return now.isPrimitiveType() && TypeUtil.isPromotionAllowed(old, now.asPrimitiveType());
    }

    /** Flink's types have no field ids, in which equal columns of two schemas differ. */
    private static boolean same(Type left, Type right) {
        return FlinkSchemaUtil.convert(left)
                .copy(true)
                .equals(FlinkSchemaUtil.convert(right).copy(true));
    }

    private static IllegalStateException narrower(Table there, NestedField old, NestedField now) {
        return new IllegalStateException(
                "archive: column %s of %s is %s, the schema now says %s: run the pipeline live, which widens it, before it is read"
                        .formatted(now.name(), there.name(), old.type(), now.type()));
    }

    private static IllegalStateException otherType(Table there, NestedField old, NestedField now) {
        return new IllegalStateException(
                "archive: column %s of %s is %s, the schema now says %s: %s"
                        .formatted(
                                now.name(),
                                there.name(),
                                old.type(),
                                now.type(),
                                "give the field another name, or the archive another namespace"));
    }
}
