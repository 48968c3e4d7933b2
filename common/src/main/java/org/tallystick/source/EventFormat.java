package org.tallystick.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.types.utils.TypeConversions;
import org.tallystick.event.EventSchema;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.avro.AvroRows;
import org.tallystick.source.format.avro.ConfluentSchemas;
import org.tallystick.source.format.avro.WriterSchemas;
import org.tallystick.source.format.csv.SingleLineCsv;
import org.tallystick.source.format.json.JsonRows;

/** How bytes become rows: JSON, Flink's CSV format, and Avro with and without a registry. */
public final class EventFormat {
    private static final Set<String> NO_OPTIONS = Set.of();
    private static final Set<String> CONFLUENT_OPTIONS =
            Set.of("url", "basic-auth.user-info", "bearer-auth.token");

    private EventFormat() {}

    /**
     * The format of a source.
     *
     * @param width how many fields a row needs in the end; a format may make rows that have room
     * @param unread columns, all texts, that a format may leave with any text that is not null
     * @throws IllegalArgumentException where an option is unknown, missing or wrong; the message is
     *     one line
     */
    public static DeserializationSchema<RowData> of(
            SourceSpec source, EventSchema schema, int width, int[] unread) {
        var options = source.formatOptions();
        return switch (source.format()) {
            case JSON -> {
                check("json", options, NO_OPTIONS);
                yield new JsonRows(schema.rowType(), width, unread);
            }
            case CSV -> new SingleLineCsv(flink("csv", options, schema), quote(options));
            case AVRO -> {
                check("avro", options, NO_OPTIONS);
                yield new AvroRows(schema, new WriterSchemas.Same());
            }
            case AVRO_CONFLUENT -> {
                check("avro-confluent", options, CONFLUENT_OPTIONS);
                yield new AvroRows(schema, registry(options));
            }
        };
    }

    private static DeserializationSchema<RowData> flink(
            String name, Map<String, String> options, EventSchema schema) {
        var factory =
                FactoryUtil.discoverFactory(
                        EventFormat.class.getClassLoader(),
                        DeserializationFormatFactory.class,
                        name);
        check(name, options, names(factory));
        try {
            return factory.createDecodingFormat(null, Configuration.fromMap(options))
                    .createRuntimeDecoder(
                            ScanRuntimeProviderContext.INSTANCE,
                            TypeConversions.fromLogicalToDataType(schema.rowType()));
        } catch (ValidationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("format " + name + ": " + Reasons.of(e), e);
        }
    }

    /** Bad records are counted and kept, so the option to pass them over is not to be had. */
    private static Set<String> names(DeserializationFormatFactory factory) {
        var names = new TreeSet<String>();
        factory.requiredOptions().stream().map(ConfigOption::key).forEach(names::add);
        factory.optionalOptions().stream().map(ConfigOption::key).forEach(names::add);
        names.remove("ignore-parse-errors");
        return names;
    }

    private static void check(String name, Map<String, String> options, Set<String> known) {
        for (String option : new TreeSet<>(options.keySet())) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "format %s has no option '%s'; it has %s"
                                .formatted(
                                        name,
                                        option,
                                        known.isEmpty()
                                                ? "none"
                                                : String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    private static char quote(Map<String, String> options) {
        return options.getOrDefault("quote-character", "\"").charAt(0);
    }

    /**
     * Asks the schema registry of the format {@code avro-confluent} for its subjects.
     *
     * @throws IOException one line, where it does not answer as it should
     */
    public static void tryRegistry(Map<String, String> options) throws IOException {
        registry(options).tryOut();
    }

    private static ConfluentSchemas registry(Map<String, String> options) {
        var url = options.get("url");
        if (url == null) {
            throw new IllegalArgumentException(
                    "format avro-confluent needs the option 'url', the address of the schema registry");
        }
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/vnd.schemaregistry.v1+json");
        if (options.containsKey("basic-auth.user-info")) {
            var user = options.get("basic-auth.user-info").getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        if (options.containsKey("bearer-auth.token")) {
            headers.put("Authorization", "Bearer " + options.get("bearer-auth.token"));
        }
        return new ConfluentSchemas(url, headers);
    }
}
