package org.tallystick.jobs.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.CatalogView;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotEmptyException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.factories.Factory;

/**
 * A pipeline as SQL sees it: a database {@link #PIPELINE} with its events and metrics, where
 * scripts may add tables and views of their own for as long as they run; a database {@link
 * #ARCHIVE}; and one for each sink. What the pipeline brings cannot be altered.
 */
final class PipelineCatalog extends GenericInMemoryCatalog {

    /** The default database. */
    static final String PIPELINE = "pipeline";

    /** The database of the archive's tables. */
    static final String ARCHIVE = "archive";

    /** The table of events, live or archived. */
    static final ObjectPath EVENTS = new ObjectPath(PIPELINE, "events");

    private static final String AS_OF = "as-of-timestamp";

    private final SqlMode mode;
    private final Map<ObjectPath, PipelineTable> own;
    private final Optional<ArchiveDatabase> archive;

    /**
     * @param mode in which those can be read
     * @param own tables of the pipeline, and of its sinks
     * @param archive empty where the pipeline has none, or not yet
     */
    PipelineCatalog(
            String name,
            SqlMode mode,
            Map<ObjectPath, PipelineTable> own,
            Optional<ArchiveDatabase> archive) {
        super(name, PIPELINE);
        this.mode = mode;
        this.own = new HashMap<>(own);
        this.archive = archive;
    }

    static boolean isArchived(ObjectPath path) {
        return path.getDatabaseName().equals(ARCHIVE);
    }

    @Override
    public void open() {
        try {
            if (archive.isPresent()) {
                super.createDatabase(ARCHIVE, database("what the pipeline has archived"), true);
            }
            for (var each : own.entrySet()) {
                var path = each.getKey();
                super.createDatabase(path.getDatabaseName(), database("a sink"), true);
                super.createTable(path, table(each.getValue()), true);
            }
            if (archive.isPresent() && !own.containsKey(EVENTS)) {
                super.createTable(EVENTS, archivedEvents(), true);
            }
        } catch (DatabaseAlreadyExistException
                | DatabaseNotExistException
                | TableAlreadyExistException
                | TableNotExistException e) {
            throw new IllegalStateException("nothing was there before", e);
        }
    }

    /** Where events are not live, they are the archive's. */
    private CatalogView archivedEvents() throws TableNotExistException {
        var path = new ObjectPath(ARCHIVE, EVENTS.getObjectName());
        var all = "SELECT * FROM `%s`.`%s`.`%s`";
        var query = all.formatted(getName(), ARCHIVE, path.getObjectName());
        var columns = archive.orElseThrow().table(path).getUnresolvedSchema();
        return CatalogView.of(columns, "the archive's events", query, query, Map.of());
    }

    private static CatalogDatabaseImpl database(String comment) {
        return new CatalogDatabaseImpl(Map.of(), comment);
    }

    private static CatalogTable table(PipelineTable table) {
        return CatalogTable.newBuilder().schema(table.schema()).build();
    }

    @Override
    public void close() {
        archive.ifPresent(each -> each.catalog().close());
        super.close();
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new PipelineTables(mode, own, archive));
    }

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        return archive.isPresent() && database.equals(ARCHIVE)
                ? archive.get().tables()
                : super.listTables(database);
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return isArchived(path)
                ? archive.isPresent() && archive.get().has(path)
                : super.tableExists(path);
    }

    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        return archive.isPresent() && isArchived(path)
                ? archive.get().table(path)
                : super.getTable(path);
    }

    /** Of the archive, as it was at a time, epoch ms. */
    @Override
    public CatalogBaseTable getTable(ObjectPath path, long timestamp)
            throws TableNotExistException {
        if (!tableExists(path)) {
            throw new TableNotExistException(getName(), path);
        }
        if (!isArchived(path)) {
            throw new CatalogException(
                    path.getFullName() + " has no history: tables of the database archive have");
        }
        var table = (CatalogTable) getTable(path);
        var options = new HashMap<>(table.getOptions());
        options.put(AS_OF, Long.toString(timestamp));
        return table.copy(options);
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        refuseArchive(path);
        super.createTable(path, table, ignoreIfExists);
    }

    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfNotExists)
            throws TableNotExistException {
        refuseOwn(path);
        super.alterTable(path, table, ignoreIfNotExists);
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists)
            throws TableNotExistException {
        refuseOwn(path);
        super.dropTable(path, ignoreIfNotExists);
    }

    @Override
    public void renameTable(ObjectPath path, String name, boolean ignoreIfNotExists)
            throws TableNotExistException, TableAlreadyExistException {
        refuseOwn(path);
        super.renameTable(path, name, ignoreIfNotExists);
    }

    @Override
    public void dropDatabase(String name, boolean ignoreIfNotExists, boolean cascade)
            throws DatabaseNotExistException, DatabaseNotEmptyException {
        if (name.equals(ARCHIVE)
                || own.keySet().stream().anyMatch(path -> path.getDatabaseName().equals(name))) {
            throw new CatalogException(name + " is the pipeline's: SQL cannot drop it");
        }
        super.dropDatabase(name, ignoreIfNotExists, cascade);
    }

    private void refuseOwn(ObjectPath path) {
        refuseArchive(path);
        if (own.containsKey(path) || path.equals(EVENTS)) {
            throw new CatalogException(
                    path.getFullName() + " is the pipeline's: SQL cannot change it");
        }
    }

    private static void refuseArchive(ObjectPath path) {
        if (isArchived(path)) {
            throw new CatalogException(
                    path.getFullName() + " is the archive's: SQL can only read it");
        }
    }
}
