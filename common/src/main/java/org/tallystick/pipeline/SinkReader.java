package org.tallystick.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * Reads one of {@code sinks}.
 *
 * @param section in the shape of its connector
 */
record SinkReader(Section section, List<SinkWords> connectors) {

    Optional<SinkSpec> read(SinkWords.Around around) {
        var connector = section.get(SinkShape.connector(connectors)).orElseThrow();
        return connectors.stream()
                .filter(words -> words.connector().equals(connector))
                .findFirst()
                .orElseThrow()
                .read(section, around);
    }
}
