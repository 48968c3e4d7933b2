package org.tallystick.jobs.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.formats.parquet.vector.ParquetSplitReaderUtil;
import org.apache.flink.formats.parquet.vector.reader.ColumnReader;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.writable.WritableColumnVector;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.InputFile;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** A stretch of one Parquet file, read in batches of some columns, found by Iceberg's field ids. */
final class ColumnarFile implements Closeable {
    private static final int BATCH = 2048;

    private final ParquetFileReader reader;
    private final List<LogicalType> types;

    /** Each projected column in the file; null where the file is older than the column. */
    private final List<Type> columns;

    private final List<ColumnReader<WritableColumnVector>> readers = new ArrayList<>();
    private ColumnVector[] vectors;
    private long left;
    private int rows;

    /**
     * @param start of the stretch; row groups that begin in it are read, bytes
     * @param length of the stretch, bytes
     */
    ColumnarFile(InputFile file, long start, long length, Schema projected) {
        types = ColumnsRead.types(projected);
        try {
            var options = ParquetReadOptions.builder().withRange(start, start + length).build();
            reader = ParquetFileReader.open(new ParquetInput(file), options);
            columns = columns(reader.getFileMetaData().getSchema(), projected);
            var present = columns.stream().filter(each -> each != null).toList();
            reader.setRequestedSchema(new MessageType("events", present));
        } catch (IOException e) {
            throw new UncheckedIOException(file.location(), e);
        }
    }

    private static List<Type> columns(MessageType file, Schema projected) {
        Map<Integer, Type> byId = new HashMap<>();
        file.getFields().forEach(each -> byId.put(each.getId().intValue(), each));
        var columns = new ArrayList<Type>();
        projected.columns().forEach(each -> columns.add(byId.get(each.fieldId())));
        return columns;
    }

    /** Reads the next batch, if there is one. */
    boolean next() throws IOException {
        while (left == 0) {
            var pages = reader.readNextRowGroup();
            if (pages == null) {
                return false;
            }
            left = pages.getRowCount();
            open(pages);
        }
        rows = (int) Math.min(left, BATCH);
        left -= rows;
        read();
        return true;
    }

    private void open(PageReadStore pages) throws IOException {
        readers.clear();
        for (int i = 0; i < columns.size(); i++) {
            readers.add(columns.get(i) == null ? null : reader(i, pages));
        }
    }

    @SuppressWarnings("unchecked") // each reader is used with the vector made for its column
    private ColumnReader<WritableColumnVector> reader(int i, PageReadStore pages)
            throws IOException {
        return (ColumnReader<WritableColumnVector>)
                ParquetSplitReaderUtil.createColumnReader(
                        true, types.get(i), columns.get(i), descriptor(i), pages, null, 0);
    }

    private List<ColumnDescriptor> descriptor(int i) {
        String[] path = {columns.get(i).getName()};
        return List.of(reader.getFileMetaData().getSchema().getColumnDescription(path));
    }

    /** Into vectors of their own: the batch before may still be on its way. */
    private void read() throws IOException {
        vectors = new ColumnVector[readers.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = columns.get(i) == null ? nulls(i) : read(i);
        }
    }

    private ColumnVector nulls(int i) {
        return ParquetSplitReaderUtil.createVectorFromConstant(types.get(i), null, rows);
    }

    private ColumnVector read(int i) throws IOException {
        var vector =
                ParquetSplitReaderUtil.createWritableColumnVector(
                        rows, types.get(i), columns.get(i), descriptor(i), 0);
        readers.get(i).readToVector(rows, vector);
        return vector;
    }

    /** How many rows the batch has. */
    int rows() {
        return rows;
    }

    /** The batch's columns, in the order of the projection. */
    ColumnVector[] vectors() {
        return vectors;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
