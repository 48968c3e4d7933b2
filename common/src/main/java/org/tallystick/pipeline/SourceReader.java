package org.tallystick.pipeline;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.text.Spelling;

/** Reads {@code source}. */
final class SourceReader {
    /** The one option of a format that names a file. */
    private static final String DESCRIPTOR = "descriptor";

    private final Section section;
    private final List<SourceWords> connectors;
    private final PipelineFolder folder;

    SourceReader(Section section, List<SourceWords> connectors, PipelineFolder folder) {
        this.section = section;
        this.connectors = connectors;
        this.folder = folder;
    }

    Optional<SourceSpec> read() {
        var format = section.get(SourceShape.FORMAT);
        var options = format.map(this::options).orElse(Map.of());
        var source = words().read(section, new RecordFormat(format.orElse(""), options), folder);
        return format.flatMap(known -> source);
    }

    /**
     * Settings of the format, without its name in front; what they may be is the format's business.
     * One whose format is misspelt has its whole name, which no format knows: unless the source's
     * own format is what is misspelt, and then that is the only mistake.
     */
    private Map<String, String> options(String format) {
        var options = new LinkedHashMap<String, String>();
        section.options()
                .forEach(
                        (key, value) -> {
                            var owner = key.substring(0, key.indexOf('.'));
                            var option = key.substring(owner.length() + 1);
                            if (owner.equals(format)) {
                                option(option, value).ifPresent(it -> options.put(option, it));
                            } else if (Spelling.nearest(format, List.of(owner)).isPresent()) {
                                value.text().ifPresent(text -> options.put(key, text));
                            } else {
                                refuse(key, owner);
                            }
                        });
        return options;
    }

    private void refuse(String key, String owner) {
        section.problemAtKey(
                key,
                "'%s' is of format %s, the source's is %s"
                        .formatted(
                                key, owner, section.value(SourceShape.FORMAT).orElseThrow().raw()));
    }

    /** One that names a file has what is in it, since that is read here. */
    private Optional<String> option(String name, Value value) {
        return name.equals(DESCRIPTOR) ? bytes(value) : value.text();
    }

    /** A file's bytes in Base64. */
    private Optional<String> bytes(Value value) {
        var path = value.as("path", folder::schema);
        try {
            return path.isPresent()
                    ? Optional.of(Base64.getEncoder().encodeToString(TextFile.bytes(path.get())))
                    : Optional.empty();
        } catch (IOException e) {
            return value.problem(
                    "cannot read the file '" + value.raw() + "': " + TextFile.reason(e));
        }
    }

    /** The words of the section's connector, which the section was found to have. */
    private SourceWords words() {
        var connector = section.get(SourceShape.connector(connectors)).orElseThrow();
        return connectors.stream()
                .filter(words -> words.connector().equals(connector))
                .findFirst()
                .orElseThrow();
    }
}
