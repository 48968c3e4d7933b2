package org.tallystick.jobs.archive;

import java.util.Optional;
import org.apache.flink.table.data.columnar.vector.ColumnVector;
import org.apache.flink.table.data.columnar.vector.DoubleColumnVector;
import org.apache.flink.table.data.columnar.vector.FloatColumnVector;
import org.apache.flink.table.data.columnar.vector.IntColumnVector;
import org.apache.flink.table.data.columnar.vector.LongColumnVector;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** A column that the table has widened since a file was written, as Iceberg lets it. */
enum WidenedColumn {
    INT_TO_BIGINT(PrimitiveTypeName.INT32, LogicalTypeRoot.BIGINT) {
        @Override
        LogicalType narrow() {
            return new IntType();
        }

        @Override
        ColumnVector wide(ColumnVector read) {
            return new Ints((IntColumnVector) read);
        }
    },
    FLOAT_TO_DOUBLE(PrimitiveTypeName.FLOAT, LogicalTypeRoot.DOUBLE) {
        @Override
        LogicalType narrow() {
            return new FloatType();
        }

        @Override
        ColumnVector wide(ColumnVector read) {
            return new Floats((FloatColumnVector) read);
        }
    };

    private final PrimitiveTypeName inFile;
    private final LogicalTypeRoot inTable;

    WidenedColumn(PrimitiveTypeName inFile, LogicalTypeRoot inTable) {
        this.inFile = inFile;
        this.inTable = inTable;
    }

    /** Which of them a column is, if any. */
    static Optional<WidenedColumn> of(Type inFile, LogicalType inTable) {
        for (var each : values()) {
            if (inFile.isPrimitive()
                    && inFile.asPrimitiveType().getPrimitiveTypeName() == each.inFile
                    && inTable.is(each.inTable)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The type of which the file has it. */
    abstract LogicalType narrow();

    /** What was read of the file, as the table has it. */
    abstract ColumnVector wide(ColumnVector read);

    private record Ints(IntColumnVector narrow) implements LongColumnVector {

        @Override
        public long getLong(int row) {
            return narrow.getInt(row);
        }

        @Override
        public boolean isNullAt(int row) {
            return narrow.isNullAt(row);
        }
    }

    private record Floats(FloatColumnVector narrow) implements DoubleColumnVector {

        @Override
        public double getDouble(int row) {
            return narrow.getFloat(row);
        }

        @Override
        public boolean isNullAt(int row) {
            return narrow.isNullAt(row);
        }
    }
}
