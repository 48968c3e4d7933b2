package org.tallystick.pipeline;

import java.time.Duration;
import java.util.Optional;

/** Files as a source. */
public final class FilesSourceWords implements SourceWords {
    static final Key<Value> PATH =
            Key.of("path", Kinds.PATH, "A file, a folder, or a path with wildcards").required();

    static final Key<Duration> WATCH =
            Key.of(
                    "watch",
                    Kinds.POSITIVE,
                    "How often to look for what is new; if absent, what is there is read and that is all");

    private static final Shape SHAPE =
            Shape.of("Files, read one after another in the order of their names", PATH, WATCH);

    @Override
    public String connector() {
        return "files";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public boolean mayHave(SourceFormat format) {
        return format.forFiles();
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        var path = section.get(PATH).flatMap(value -> value.as("path", folder::data));
        var watch = section.get(WATCH);
        return path.map(
                known -> new SourceSpec.Files(known, watch, format.name(), format.options()));
    }
}
