package org.tallystick.jobs.local.init;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.files.FilesSample;
import org.tallystick.source.format.LineFeeds;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.avro.AvroFormat;

/** A file of events: JSON, CSV or Avro, packed or not, which its first bytes tell. */
final class SampleFile {
    /** An object with a comma behind it is a line of a document, not a record. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int TELLING = 4096;

    /** One of so many lines is a JSON object, or the file is not one of lines. */
    private static final int LINES_LOOKED_AT = 20;

    private final Path sample;
    private final Outputs outputs;

    SampleFile(Path sample, Outputs outputs) {
        this.sample = sample.toAbsolutePath().normalize();
        this.outputs = outputs;
    }

    /** What the record of an event schema is called. */
    static String recordName(String name) {
        var allowed = AvroNames.allowed(name);
        return allowed.substring(0, 1).toUpperCase(Locale.ROOT) + allowed.substring(1);
    }

    /**
     * Reads it.
     *
     * @param limit how many records
     * @param maxBytes the size of the largest, bytes
     * @throws BadInputException one line, where no pipeline can be made of it
     */
    Init.Input read(int limit, int maxBytes) throws BadInputException {
        if (!Files.isRegularFile(sample)) {
            throw new BadInputException(
                    Files.isDirectory(sample)
                            ? sample + " is a folder: name one of its files"
                            : "there is no file " + sample);
        }
        try {
            return input(limit, maxBytes);
        } catch (IOException e) {
            throw new BadInputException("cannot read %s: %s".formatted(sample, reason(e)));
        }
    }

    /** In one line: a parser's message has several, with places that are none. */
    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json
                ? "line %d: %s"
                        .formatted(
                                json.getLocation().getLineNr(),
                                json.getOriginalMessage().replaceFirst(" \\(start marker.*", ""))
                : Reasons.of(e);
    }

    private Init.Input input(int limit, int maxBytes) throws IOException, BadInputException {
        var file = new FilesSample(sample.toString());
        var beginning = beginning(file);
        if (beginning.startsWith("Obj\u0001")) {
            return input(sample, avro(file));
        }
        var text = beginning.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            var name = recordName(outputs.name());
            return input(sample, new CsvSample(file, limit, maxBytes).found(name));
        }
        if (isLines(file, maxBytes)) {
            return input(sample, json(file, limit, maxBytes, List.of()));
        }
        var note = writeLines(file);
        var lines = outputs.lines().toAbsolutePath().normalize();
        return input(
                lines, json(new FilesSample(lines.toString()), limit, maxBytes, List.of(note)));
    }

    /** As characters of a byte each. */
    private static String beginning(FilesSample file) throws IOException {
        try (var in = file.open()) {
            return new String(in.readNBytes(TELLING), ISO_8859_1);
        }
    }

    private Init.Input input(Path data, Optional<Found> found) throws BadInputException {
        var made = sample.getFileName().toString();
        var known =
                found.orElseThrow(
                        () ->
                                new BadInputException(
                                        sample
                                                + " has no records: there is nothing to learn from"));
        var source =
                new SourceSpec.Files(
                        data.toString(), Optional.empty(), known.format(), known.options());
        return new Init.Input(source, Optional.of(path(data)), known, made);
    }

    /** Relative where the file is beside the pipeline, so that both may be moved. */
    private String path(Path data) {
        var folder = outputs.pipeline().toAbsolutePath().normalize().getParent();
        return data.startsWith(folder) ? folder.relativize(data).toString() : data.toString();
    }

    private static Optional<Found> avro(FilesSample file) throws IOException {
        try (var in = new BufferedInputStream(file.open())) {
            return Optional.of(new Found("avro", Map.of(), AvroFormat.writerSchema(in), List.of()));
        }
    }

    private Optional<Found> json(FilesSample file, int limit, int maxBytes, List<String> notes)
            throws IOException {
        var json = new JsonSample();
        file.split(
                new LineFeeds(),
                maxBytes,
                record -> {
                    json.add(record);
                    return json.records() < limit;
                });
        return json.found(recordName(outputs.name())).map(found -> found.with(notes));
    }

    /** Whether records are a line each; a single one that has an array of objects is a document. */
    private static boolean isLines(FilesSample file, int maxBytes) throws IOException {
        var lines = new Lines();
        file.split(new LineFeeds(), maxBytes, lines::add);
        return lines.objects > 0 && (lines.seen > 1 || !lines.hasRecords);
    }

    private static final class Lines {
        private int seen;
        private int objects;
        private boolean hasRecords;

        boolean add(byte[] line) {
            seen++;
            try {
                var tree = JSON.readTree(new String(line, UTF_8));
                objects += tree.isObject() ? 1 : 0;
                hasRecords |= hasRecords(tree);
            } catch (IOException e) {
                return seen < LINES_LOOKED_AT;
            }
            return seen < LINES_LOOKED_AT;
        }

        private static boolean hasRecords(JsonNode tree) {
            if (tree.isArray()) {
                return tree.size() > 0 && tree.get(0).isObject();
            }
            boolean found = false;
            for (var member : tree) {
                found |= hasRecords(member);
            }
            return found;
        }
    }

    private String writeLines(FilesSample file) throws IOException, BadInputException {
        outputs.requireAbsent(outputs.lines());
        JsonDocument.Place place;
        try (var in = file.open()) {
            place = JsonDocument.place(in);
        }
        try (var in = file.open();
                var out = outputs.open(outputs.lines())) {
            JsonDocument.copy(in, place, out);
        }
        return "%s has the records of %s, %s, as lines: a files source reads lines."
                .formatted(outputs.lines().getFileName(), sample.getFileName(), place.text());
    }
}
