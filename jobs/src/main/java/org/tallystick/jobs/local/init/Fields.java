package org.tallystick.jobs.local.init;

import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Fields of an event schema. */
final class Fields {
    private Fields() {}

    /**
     * A field.
     *
     * @param optional whether it may be null or missing
     * @param written what it is called in the records, if that is another name an alias
     */
    static Schema.Field of(String name, Schema type, boolean optional, Set<String> written) {
        var field =
                optional
                        ? new Schema.Field(name, nullable(type), null, JsonProperties.NULL_VALUE)
                        : new Schema.Field(name, type);
        written.stream().filter(other -> !other.equals(name)).forEach(field::addAlias);
        return field;
    }

    static Schema nullable(Schema type) {
        return Schema.createUnion(List.of(Schema.create(Schema.Type.NULL), type));
    }
}
