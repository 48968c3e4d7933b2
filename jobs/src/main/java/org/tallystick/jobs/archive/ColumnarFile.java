package org.tallystick.jobs.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What the table has widened since the file was written. */
    private final List<Optional<WidenedColumn>> widened;

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
            widened = widened();
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

    private List<Optional<WidenedColumn>> widened() {
        var found = new ArrayList<Optional<WidenedColumn>>();
        for (int i = 0; i < types.size(); i++) {
            found.add(
                    columns.get(i) == null
                            ? Optional.empty()
                            : WidenedColumn.of(columns.get(i), types.get(i)));
        }
        return found;
    }

    private LogicalType typeInFile(int i) {
        return widened.get(i).map(WidenedColumn::narrow).orElse(types.get(i));
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
                        true, typeInFile(i), columns.get(i), descriptor(i), pages, null, 0);
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
                        rows, typeInFile(i), columns.get(i), descriptor(i), 0);
        readers.get(i).readToVector(rows, vector);
        return widened.get(i).<ColumnVector>map(column -> column.wide(vector)).orElse(vector);
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
