package org.tallystick.pipeline;

import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** A part of a metric's key: {@code origin}, {@code "route: a || b"} or {@code route: a || b}. */
record MetricKey() implements Kind<KeyExpression> {
    private static final Scalar<KeyExpression> TEXT =
            new Scalar<>("key", KeyText::parse, KeyText.form());

    @Override
    public Optional<KeyExpression> read(Value value) {
        if (!value.isMapping()) {
            return TEXT.read(value);
        }
        var entries = value.entries().orElseThrow();
        if (entries.size() != 1) {
            return value.problem("a key is a column or one 'alias: expression'");
        }
        var entry = entries.values().iterator().next().value();
        return entry.as("expression", text -> KeyText.of(entry.name(), text));
    }

    @Override
    public ObjectNode schema(SchemaParts parts) {
        var pair = parts.object("object").put("minProperties", 1).put("maxProperties", 1);
        pair.set("propertyNames", NameRules.resultColumnForm().schema(parts));
        pair.set("additionalProperties", Kinds.EXPRESSION.schema(parts));
        return parts.anyOf(TEXT.schema(parts), pair);
    }
}
