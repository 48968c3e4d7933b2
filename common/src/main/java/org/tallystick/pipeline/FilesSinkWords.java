package org.tallystick.pipeline;

import java.util.Optional;

/** Files as a sink. */
public final class FilesSinkWords implements SinkWords {
    static final Key<Value> PATH =
            Key.of("path", Kinds.PATH, "The folder that results are written to").required();

    private static final Shape SHAPE = Shape.of("JSON lines in files of a folder", PATH);

    @Override
    public String connector() {
        return "files";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        return section.get(PATH)
                .flatMap(value -> value.as("path", around.folder()::data))
                .map(SinkSpec.Files::new);
    }
}
