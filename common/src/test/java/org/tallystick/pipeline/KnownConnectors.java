package org.tallystick.pipeline;

import java.util.List;

/** The connectors whose words are known here. */
public final class KnownConnectors {
    public static final Connectors ALL =
            new Connectors(
                    List.of(new KafkaSourceWords(), new FilesSourceWords()),
                    List.of(
                            new KafkaSinkWords(),
                            new JdbcSinkWords(),
                            new FilesSinkWords(),
                            new PrintSinkWords()));
    static final Shape SHAPE = PipelineShape.of(ALL).shape();

    private KnownConnectors() {}
}
