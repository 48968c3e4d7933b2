package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.tallystick.text.FileUri;

/**
 * Opens the catalog wherever it is needed: where the job is started, and in its tasks.
 *
 * <p>A loader of our own: Iceberg's print the catalog's properties, which may hold secrets, and
 * leave the JDBC drivers that came with the job's jar unloaded. Local paths are made absolute here,
 * since a task may run in another folder.
 */
final class ArchiveCatalog implements CatalogLoader {
    /**
     * The catalog's name, under which a JDBC catalog keeps its tables, unless the user gave one.
     */
    private static final String NAME = "tallystick";

    private static final String SQLITE = "jdbc:sqlite:";

    private final HashMap<String, String> properties;

    private ArchiveCatalog(Map<String, String> properties) {
        this.properties = new HashMap<>(properties);
    }

    /**
     * @throws UncheckedIOException where the folder of a SQLite catalog cannot be made
     */
    static ArchiveCatalog of(Map<String, String> given) {
        var catalog = new ArchiveCatalog(given);
        catalog.properties.computeIfPresent(
                CatalogProperties.WAREHOUSE_LOCATION, (key, path) -> absolute(path));
        catalog.properties.computeIfPresent(
                CatalogProperties.URI, (key, uri) -> uri.startsWith(SQLITE) ? sqlite(uri) : uri);
        // SQLite has one writer at a time; the tables commit at the same moment.
        catalog.properties.putIfAbsent("jdbc.busy_timeout", "60000");
        return catalog;
    }

    @Override
    public Catalog loadCatalog() {
        loadDrivers();
        var hadoop = new Configuration();
        hadoop.setIfUnset("fs.file.impl", LocalFiles.class.getName());
        // Else Hadoop registers a hook that runs at the end of the JVM, when this loader is closed.
        hadoop.setBooleanIfUnset("fs.file.impl.disable.cache", true);
        try {
            return CatalogUtil.buildIcebergCatalog(
                    properties.getOrDefault("name", NAME), properties, hadoop);
        } catch (RuntimeException e) {
            throw UnopenedCatalogException.of(place(), e);
        }
    }

    /** What tells this catalog from others: its address, or for want of that its folder. */
    private String place() {
        var warehouse = properties.get(CatalogProperties.WAREHOUSE_LOCATION);
        return properties.getOrDefault(CatalogProperties.URI, String.valueOf(warehouse));
    }

    /** Loading a driver's class registers it. */
    private static void loadDrivers() {
        try {
            Class.forName("org.sqlite.JDBC");
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the job's jar holds both drivers", e);
        }
    }

    /** {@code file:data/warehouse} is no URI that Hadoop takes. */
    private static String absolute(String path) {
        return path.startsWith("file:") && !path.startsWith("file:/")
                ? FileUri.of(Path.of(path.substring("file:".length())))
                : path;
    }

    private static String sqlite(String uri) {
        String file = uri.substring(SQLITE.length());
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")) {
            return uri;
        }
        var path = Path.of(file).toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("archive: cannot make the folder of " + path, e);
        }
        return SQLITE + path;
    }

    @Override
    @SuppressWarnings({"MethodOverridesSuperInInterface", "SuperClone"}) // Iceberg demands clone
    public CatalogLoader clone() {
        return new ArchiveCatalog(properties);
    }

    @Override
    public String toString() {
        return "the archive's catalog";
    }
}
