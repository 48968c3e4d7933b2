package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.PropertyUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens data files of a table, and knows each of them until it is handed out. */
final class DataFileWriters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFileWriters.class);

    private final Table table;
    private final FileWriterFactory<RowData> writers;
    private final OutputFileFactory names;
    private final long targetBytes;
    private final Set<FileOfPartition> open = new HashSet<>();
    private final List<DataFile> complete = new ArrayList<>();

    /** Of all files, open or complete, that were not handed out. */
    private final List<String> locations = new ArrayList<>();

    DataFileWriters(Table table, RowType rows, int subtask, long attempt) {
        var properties = table.properties();
        var format =
                FileFormat.fromString(
                        properties.getOrDefault(
                                TableProperties.DEFAULT_FILE_FORMAT,
                                TableProperties.DEFAULT_FILE_FORMAT_DEFAULT));
        this.table = table;
        this.writers =
                new FlinkFileWriterFactory.Builder(table)
                        .dataFileFormat(format)
                        .dataSchema(table.schema())
                        .dataFlinkType(rows)
                        .build();
        this.names = OutputFileFactory.builderFor(table, subtask, attempt).format(format).build();
        this.targetBytes =
                PropertyUtil.propertyAsLong(
                        properties,
                        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    }

    /**
     * A file that begins with its first row.
     *
     * @param partition of the spec's only field; without meaning where the spec has none
     */
    FileOfPartition open(PartitionSpec spec, int partition) {
        var file = new FileOfPartition(spec, key(spec, partition));
        open.add(file);
        return file;
    }

    /** Null where there are no partitions, as Iceberg has it. */
    private StructLike key(PartitionSpec spec, int partition) {
        if (spec.isUnpartitioned()) {
            return null;
        }
        var key = new PartitionKey(spec, table.schema());
        key.set(0, partition);
        return key;
    }

    /**
     * The files that were completed since this was last asked for.
     *
     * @throws IllegalStateException while one is open
     */
    List<DataFile> handOut() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.size() + " files are still open");
        }
        var files = List.copyOf(complete);
        complete.clear();
        locations.clear();
        return files;
    }

    /** Deletes all files that were not handed out. */
    @Override
    public void close() {
        open.forEach(FileOfPartition::abandon);
        open.clear();
        complete.clear();
        locations.forEach(this::delete);
        locations.clear();
    }

    private void delete(String location) {
        try {
            table.io().deleteFile(location);
        } catch (RuntimeException e) { // a file that nobody knows harms nobody
            LOG.warn("Cannot delete the unfinished file {}: {}", location, e.getMessage());
        }
    }

    /** Rows of one partition; a new file is begun where one has become as large as it may. */
    final class FileOfPartition {
        /** A file's length is not asked for at every row. */
        private static final int ROWS_BETWEEN = 1000;

        private final PartitionSpec spec;
        private final StructLike partition;

        /** Null before a file's first row. */
        private DataWriter<RowData> writer;

        private long rows;

        private FileOfPartition(PartitionSpec spec, StructLike partition) {
            this.spec = spec;
            this.partition = partition;
        }

        private void begin() {
            var file =
                    partition == null
                            ? names.newOutputFile()
                            : names.newOutputFile(spec, partition);
            locations.add(file.encryptingOutputFile().location());
            writer = writers.newDataWriter(file, spec, partition);
        }

        void write(RowData row) throws IOException {
            if (writer == null) {
                begin();
            }
            writer.write(row);
            rows++;
            if (rows % ROWS_BETWEEN == 0 && writer.length() >= targetBytes) {
                end();
            }
        }

        private void end() throws IOException {
            writer.close();
            complete.add(writer.toDataFile());
            writer = null;
        }

        /** No more rows come. */
        void close() throws IOException {
            if (writer != null) {
                end();
            }
            open.remove(this);
        }

        private void abandon() {
            try {
                if (writer != null) {
                    writer.close();
                }
            } catch (IOException | RuntimeException e) { // it is deleted in any case
                LOG.warn("Cannot close an unfinished file: {}", e.getMessage());
            }
        }
    }
}
