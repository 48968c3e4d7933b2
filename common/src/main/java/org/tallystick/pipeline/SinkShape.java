package org.tallystick.pipeline;

import java.util.List;

/** The keys of each of {@code sinks}, by its connector. */
final class SinkShape {
    private SinkShape() {}

    static Key<String> connector(List<SinkWords> connectors) {
        var names = connectors.stream().map(SinkWords::connector).toList();
        return Key.of("connector", Words.of(names), "What kind of sink it is").required();
    }

    static Variants of(List<SinkWords> connectors) {
        var connector = connector(connectors);
        var variants = Variants.by(connector);
        for (var words : connectors) {
            variants = variants.with(words.connector(), words.shape().behind(connector));
        }
        return variants;
    }
}
