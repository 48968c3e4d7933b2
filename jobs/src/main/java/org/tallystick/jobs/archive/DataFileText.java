package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.util.JsonUtil;

/** Data files as the JSON that Iceberg's REST catalogs speak: it outlives a release of Iceberg. */
final class DataFileText {
    private DataFileText() {}

    /**
     * @param specs those of the files' table
     */
    static List<String> write(List<DataFile> files, Map<Integer, PartitionSpec> specs) {
        return files.stream()
                .map(file -> ContentFileParser.toJson(file, specs.get(file.specId())))
                .toList();
    }

    static List<DataFile> readAll(List<String> texts, Map<Integer, PartitionSpec> specs)
            throws IOException {
        var files = new ArrayList<DataFile>();
        for (String text : texts) {
            files.add(read(text, specs));
        }
        return files;
    }

    static DataFile read(String text, Map<Integer, PartitionSpec> specs) throws IOException {
        return (DataFile) ContentFileParser.fromJson(JsonUtil.mapper().readTree(text), specs);
    }
}
