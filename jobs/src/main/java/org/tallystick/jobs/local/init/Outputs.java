package org.tallystick.jobs.local.init;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.UnwritableException;
import org.tallystick.jobs.local.runner.WritableFolder;

/** The files that are written, of which none is there before and none stays if one cannot be. */
final class Outputs {
    private final Path folder;
    private final String name;
    private final List<Path> written = new ArrayList<>();

    /**
     * @param name of all of them, before their endings
     */
    Outputs(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** A name that a pipeline and a file may have, like that of a file or a topic. */
    static String name(String like) {
        var plain =
                like.toLowerCase(Locale.ROOT)
                        .replaceFirst("(\\.(jsonl?|ndjson|csv|tsv|txt|avro|gz|zst|bz2))+$", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var named = plain.matches("[a-z].*") ? plain : ("p-" + plain).replaceAll("-+$", "");
        return named.substring(0, Math.min(named.length(), 40)).replaceAll("-+$", "");
    }

    String name() {
        return name;
    }

    Path schema() {
        return folder.resolve(name + ".avsc");
    }

    Path pipeline() {
        return folder.resolve(name + ".yaml");
    }

    /** The records of a document as lines. */
    Path lines() {
        return folder.resolve(name + ".jsonl");
    }

    /**
     * Makes the folder, if need be.
     *
     * @throws UnwritableException one line, where it cannot be written to
     */
    void requireWritable() throws UnwritableException {
        WritableFolder.require(folder.toAbsolutePath());
    }

    /**
     * @throws BadInputException where a file of that name is there
     */
    void requireAbsent(Path file) throws BadInputException {
        if (Files.exists(file)) {
            throw new BadInputException(
                    file + " is there already: move it away, or name another folder with --out");
        }
    }

    /** A new file, to be written to. */
    OutputStream open(Path file) throws IOException, BadInputException {
        requireAbsent(file);
        var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        written.add(file);
        return new BufferedOutputStream(out, 1 << 16);
    }

    void write(Path file, String text) throws IOException, BadInputException {
        try (var out = open(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All that were written, in order. */
    List<Path> written() {
        return written;
    }

    /** Removes them again. */
    void remove() throws IOException {
        for (var file : written) {
            Files.deleteIfExists(file);
        }
    }
}
