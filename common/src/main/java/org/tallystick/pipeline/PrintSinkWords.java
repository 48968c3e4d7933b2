package org.tallystick.pipeline;

import java.util.Optional;

/** Standard output as a sink. */
public final class PrintSinkWords implements SinkWords {
    private static final Shape SHAPE = Shape.of("JSON lines on standard output");

    @Override
    public String connector() {
        return "print";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        return Optional.of(new SinkSpec.Print());
    }
}
