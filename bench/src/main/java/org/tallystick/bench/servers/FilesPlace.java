package org.tallystick.bench.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/** Folders of this machine: one file with all events, and any number with cells. */
final class FilesPlace implements Place {
    private final Path folder;
    private final Path cells;

    /**
     * @param folder where the file of events stays for other runs
     */
    FilesPlace(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        cells = folder.resolve("cells");
    }

    @Override
    public Map<String, Object> filled(long events) throws Exception {
        var file = Files.createDirectories(folder.resolve("clicks-" + events)).resolve("all.jsonl");
        if (Files.notExists(file)) {
            var made = Files.createTempFile(folder, "clicks", ".jsonl");
            try (var out = Files.newOutputStream(made)) {
                Batches.of(
                        events,
                        batch -> {
                            var lines = new ByteArrayOutputStream();
                            for (var event : batch) {
                                lines.writeBytes(event);
                                lines.write('\n');
                            }
                            lines.writeTo(out);
                        });
            }
            Files.move(made, file);
        }
        return Map.of("connector", "files", "path", file.toString());
    }

    @Override
    public Map<String, Object> empty() throws IOException {
        FileUtils.deleteDirectory(cells.toFile());
        Files.createDirectories(cells);
        return Map.of("connector", "files", "path", cells.toString());
    }

    /** Those of files that are whole: the names of others begin with a dot. */
    @Override
    public long arrived() throws IOException {
        long lines = 0;
        try (var files = Files.list(cells)) {
            for (var file :
                    files.filter(each -> !each.getFileName().toString().startsWith(".")).toList()) {
                try (var all = Files.lines(file)) {
                    lines += all.count();
                }
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(cells.toFile());
    }
}
