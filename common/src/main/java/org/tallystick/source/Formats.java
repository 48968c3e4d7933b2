package org.tallystick.source;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.pipeline.SourceFormat;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.format.EventFormat;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.avro.AvroFormat;
import org.tallystick.source.format.avro.ConfluentAvroFormat;
import org.tallystick.source.format.csv.CsvFormat;
import org.tallystick.source.format.json.JsonFormat;
import org.tallystick.source.format.protobuf.ConfluentProtobufFormat;
import org.tallystick.source.format.protobuf.ProtobufFormat;
import org.tallystick.text.Spelling;

/** The formats that there are: a new one is a room of its own and a line here. */
public final class Formats {
    private static final List<EventFormat> ALL =
            List.of(
                    new JsonFormat(),
                    new AvroFormat(),
                    new ConfluentAvroFormat(),
                    new CsvFormat(),
                    new ProtobufFormat(),
                    new ConfluentProtobufFormat());

    private Formats() {}

    /** All of them, in the order in which to tell them. */
    public static List<EventFormat> all() {
        return ALL;
    }

    /** What a pipeline file may say of them, in the same order. */
    public static List<SourceFormat> words() {
        return ALL.stream()
                .map(
                        format ->
                                new SourceFormat(
                                        format.name(), format.isForFiles(), format.options()))
                .toList();
    }

    /**
     * The format of a name.
     *
     * @throws IllegalArgumentException where there is none; the message is one line
     */
    public static EventFormat of(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        var names = ALL.stream().map(EventFormat::name).toList();
        return "unknown format '%s', there are %s%s"
                .formatted(name, String.join(", ", names), Spelling.suggestion(name, names));
    }

    /**
     * What makes rows of a source's records.
     *
     * @param times how timestamps are written
     * @param width how many fields a row has: the columns, and then some that are left null
     * @param unread columns, all texts, that may have any text that is not null instead of their
     *     own
     * @throws InvalidOptionException where an option is unknown, missing or wrong
     * @throws IllegalArgumentException where the format does not fit source or schema; the message
     *     is one line
     */
    public static RecordRows rows(
            SourceSpec source, EventSchema schema, TimeColumns times, int width, int[] unread) {
        var format = of(source.format());
        boolean files = source.isOfFiles();
        if (files && !format.isForFiles()) {
            var names =
                    ALL.stream().filter(EventFormat::isForFiles).map(EventFormat::name).toList();
            throw new IllegalArgumentException(
                    "files cannot be of format %s, but of %s"
                            .formatted(format.name(), String.join(", ", names)));
        }
        checkNames(format, source.formatOptions());
        return format.rows(
                new FormatUse(source.formatOptions(), files, schema, times, width, unread));
    }

    private static void checkNames(EventFormat format, Map<String, String> options) {
        var known = format.options().keySet();
        for (String option : new TreeSet<>(options.keySet())) {
            if (!known.contains(option)) {
                throw new InvalidOptionException(
                        option,
                        "format %s has no option '%s'; it has %s%s"
                                .formatted(
                                        format.name(),
                                        option,
                                        known.isEmpty() ? "none" : String.join(", ", known),
                                        Spelling.suggestion(option, known)));
            }
        }
    }
}
