package org.tallystick.jobs.sql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Makes sources and sinks of a pipeline's tables and sources of its archive's. Tables that a script
 * makes beside them are made as everywhere, by their {@code connector}.
 */
final class PipelineTables implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    private final SqlMode mode;
    private final Map<ObjectPath, PipelineTable> own;
    private final Optional<ArchiveDatabase> archive;

    PipelineTables(
            SqlMode mode, Map<ObjectPath, PipelineTable> own, Optional<ArchiveDatabase> archive) {
        this.mode = mode;
        this.own = new HashMap<>(own);
        this.archive = archive;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        var path = context.getObjectIdentifier().toObjectPath();
        if (context.isTemporary()) {
            return sourceByConnector(context);
        }
        if (PipelineCatalog.isArchived(path)) {
            return archive.orElseThrow().source(context);
        }
        if (!own.containsKey(path)) {
            return sourceByConnector(context);
        }
        refuseOptions(context);
        requireMode(context);
        return own.get(path)
                .source()
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        path.getFullName() + " is a sink: it can only be written"));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        var path = context.getObjectIdentifier().toObjectPath();
        if (context.isTemporary()) {
            return sinkByConnector(context);
        }
        if (PipelineCatalog.isArchived(path)) {
            throw new ValidationException(
                    path.getFullName() + " can only be read: jobs write the archive, SQL does not");
        }
        if (!own.containsKey(path)) {
            return sinkByConnector(context);
        }
        refuseOptions(context);
        return own.get(path)
                .sink()
                .orElseThrow(
                        () -> new ValidationException(path.getFullName() + " can only be read"));
    }

    private static DynamicTableSource sourceByConnector(Context context) {
        return FactoryUtil.createDynamicTableSource(
                null,
                context.getObjectIdentifier(),
                context.getCatalogTable(),
                context.getEnrichmentOptions(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary());
    }

    private static DynamicTableSink sinkByConnector(Context context) {
        return FactoryUtil.createDynamicTableSink(
                null,
                context.getObjectIdentifier(),
                context.getCatalogTable(),
                context.getEnrichmentOptions(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary());
    }

    /** What is live does not end, and what stands in the archive is put together in batch only. */
    private void requireMode(Context context) {
        var runtime = context.getConfiguration().get(ExecutionOptions.RUNTIME_MODE);
        if (runtime != mode.runtime()) {
            throw new ValidationException(
                    "%s is a table of mode %s: SET '%s' = '%s'"
                            .formatted(
                                    context.getObjectIdentifier().toObjectPath().getFullName(),
                                    mode,
                                    ExecutionOptions.RUNTIME_MODE.key(),
                                    mode));
        }
    }

    /** A hint that nobody reads would change nothing without a word. */
    private static void refuseOptions(Context context) {
        var options = context.getCatalogTable().getOptions();
        if (!options.isEmpty()) {
            throw new ValidationException(
                    "%s takes no options, but got %s: tables of the database %s do"
                            .formatted(
                                    context.getObjectIdentifier().toObjectPath().getFullName(),
                                    String.join(", ", options.keySet()),
                                    PipelineCatalog.ARCHIVE));
        }
    }

    /** Nobody looks for it by name. */
    @Override
    public String factoryIdentifier() {
        return "tallystick";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }
}
