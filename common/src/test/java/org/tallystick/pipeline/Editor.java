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

/**
 * What an editor that knows the schema says of a pipeline file: it reads YAML's core schema.
 *
 * @param schema of pipelines with some connectors
 */
record Editor(Schema schema) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final Editor KNOWN = of(KnownConnectors.ALL);

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).build();

    static Editor of(Connectors connectors) {
        try {
            var text = PipelineSchema.of(connectors, Formats.words());
            return new Editor(
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(JSON.readTree(text)));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the schema is no JSON", e);
        }
    }

    static Object tree(String yaml) {
        return new Load(SETTINGS).loadFromString(yaml);
    }

    List<String> problems(String yaml) {
        return schema.validate(JSON.valueToTree(tree(yaml))).stream().map(Error::toString).toList();
    }
}
