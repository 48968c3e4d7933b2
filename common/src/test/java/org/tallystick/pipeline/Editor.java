package org.tallystick.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.tallystick.source.Formats;

/** What an editor that knows the schema says of a pipeline file: it reads YAML's core schema. */
final class Editor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = schema();
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).build();

    private Editor() {}

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            JSON.readTree(PipelineSchema.of(KnownConnectors.ALL, Formats.words())));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the schema is no JSON", e);
        }
    }

    static Object tree(String yaml) {
        return new Load(SETTINGS).loadFromString(yaml);
    }

    static List<String> problems(String yaml) {
        return SCHEMA.validate(JSON.valueToTree(tree(yaml))).stream().map(Error::toString).toList();
    }
}
