package org.tallystick.jobs.source.files;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.source.files.FilesSource;

/** Compares the files of a source with what an archive holds of them. */
final class KnownFiles {
    private KnownFiles() {}

    /**
     * Lines for people about files that are not read again.
     *
     * @param skip whether lines that were added to a file since are to be read
     * @throws BadArgumentException where a known file has changed, unless they are
     */
    static List<String> compare(SourceSpec.Files spec, Known known, boolean skip)
            throws BadArgumentException, IOException {
        long files = 0;
        long lines = 0;
        for (var file : FilesSource.modificationTimes(spec.path()).entrySet()) {
            var ranges = known.ranges(new Known.Partition(file.getKey(), 0));
            if (ranges.next().isEmpty()) {
                continue;
            }
            if (!skip && file.getValue() > ranges.committedAt().toEpochMilli()) {
                throw changed(file.getKey(), ranges.next().getAsLong());
            }
            files++;
            lines += ranges.size();
        }
        return files == 0
                ? List.of()
                : List.of(
                        "The archive holds %,d files (%,d lines) of %s already: they are not read again"
                                .formatted(files, lines, spec.path()));
    }

    private static BadArgumentException changed(String file, long next) {
        return new BadArgumentException(
                "files source: %s was written again since the archive took its lines 0 to %d: go on with --resume latest, read only the lines from %d on with --again skip, or begin another archive with --new-history NAMESPACE"
                        .formatted(file, next - 1, next));
    }

    /**
     * For each known file the line to go on from: the one behind the last that is known. A file is
     * read from its beginning on, so what is not known before that are blank lines.
     */
    static Map<String, Long> nextLines(Known known) {
        var next = new HashMap<String, Long>();
        known.partitions()
                .forEach(
                        (partition, ranges) ->
                                ranges.next().ifPresent(line -> next.put(partition.topic(), line)));
        return next;
    }
}
