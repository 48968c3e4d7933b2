package org.tallystick.pipeline;

import java.util.List;

/** The keys of {@code source}, by its connector. */
final class SourceShape {
    static final Key<String> FORMAT =
            Key.of(
                            "format",
                            new FormatName(),
                            "How a record's bytes are written; options are keys as csv.header")
                    .required();

    private SourceShape() {}

    static Key<String> connector(List<SourceWords> connectors) {
        var names = connectors.stream().map(SourceWords::connector).toList();
        return Key.of("connector", Words.of(names), "What kind of source it is").required();
    }

    static Variants of(List<SourceWords> connectors) {
        var connector = connector(connectors);
        var variants = Variants.by(connector);
        for (var words : connectors) {
            var shape = words.shape().behind(connector, FORMAT).withOptionsOf(words::mayHave);
            variants = variants.with(words.connector(), shape);
        }
        return variants;
    }
}
