package org.tallystick.jobs.sql;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.utils.EncodingUtils;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;

/**
 * Opens a pipeline by SQL alone, also in a client that is not ours: {@code CREATE CATALOG flights
 * WITH ('type' = 'tallystick', 'pipeline' = 'flights.yaml')}.
 */
public final class PipelineCatalogFactory implements CatalogFactory {
    private static final String TYPE = "tallystick";

    private static final ConfigOption<String> PIPELINE =
            ConfigOptions.key("pipeline")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The pipeline file, a path or a URI.");

    private static final ConfigOption<List<String>> SET =
            ConfigOptions.key("set")
                    .stringType()
                    .asList()
                    .defaultValues()
                    .withDescription("Values in place of those in the file, each PATH=VALUE.");

    private static final ConfigOption<SqlMode> MODE =
            ConfigOptions.key("mode")
                    .enumType(SqlMode.class)
                    .noDefaultValue()
                    .withDescription("Over the archive, or live; batch where there is an archive.");

    private static final ConfigOption<Boolean> BOUNDED =
            ConfigOptions.key("bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Whether what is live ends where the source ends now.");

    /**
     * The statement that makes a pipeline a catalog.
     *
     * @param name of the catalog
     * @param file the pipeline file, a path or a URI
     * @param overrides values in place of those in the file
     * @param bounded whether what is live ends where the source ends now
     */
    public static String statement(
            String name, String file, List<String> overrides, SqlMode mode, boolean bounded) {
        var options =
                new Configuration()
                        .set(PIPELINE, file)
                        .set(SET, overrides)
                        .set(MODE, mode)
                        .set(BOUNDED, bounded)
                        .toMap();
        options.put("type", TYPE);
        return options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> quoted(each.getKey()) + " = " + quoted(each.getValue()))
                .collect(
                        Collectors.joining(
                                ", ", "CREATE CATALOG %s WITH (".formatted(identifier(name)), ")"));
    }

    /** A name as SQL takes it, whatever is in it. */
    public static String identifier(String name) {
        return EncodingUtils.escapeIdentifier(name);
    }

    private static String quoted(String text) {
        return "'" + EncodingUtils.escapeSingleQuotes(text) + "'";
    }

    @Override
    public Catalog createCatalog(Context context) {
        var helper = FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        var options = helper.getOptions();
        try {
            var plan = Plan.read(options.get(PIPELINE), options.get(SET), System.getenv());
            return PipelineCatalogs.of(
                    context.getName(), plan, mode(options, plan), options.get(BOUNDED));
        } catch (InvalidPipeline e) {
            throw new ValidationException(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    private static SqlMode mode(ReadableConfig options, Plan plan) {
        var mode = options.getOptional(MODE).orElse(SqlMode.usual(plan.pipeline()));
        if (mode == SqlMode.BATCH && plan.pipeline().archive().isEmpty()) {
            throw new ValidationException("'mode' = 'batch': the pipeline has no archive");
        }
        return mode;
    }

    @Override
    public String factoryIdentifier() {
        return TYPE;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(PIPELINE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(SET, MODE, BOUNDED);
    }
}
