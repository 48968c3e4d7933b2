package org.tallystick.source.format;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;

/** Makes rows of the records of one format, for one schema. */
public interface RecordRows extends Serializable {

    /** To be called once, where the records are read. */
    void open();

    /**
     * The row of a record: exactly what stands in it.
     *
     * @param record its bytes, at least one
     * @param head what its file begins with and is no record, but says how the records are written;
     *     null where there is none. The same object for all records of a file
     * @throws BadRecordException where the record cannot be read; any other exception of the
     *     parser's, but a {@link RegistryException}, is taken as such too
     * @throws RegistryException where something else than the record is to blame
     */
    GenericRowData read(byte[] record, byte[] head) throws IOException;

    /** Whether what comes first in a file is no record, but its head. */
    default boolean hasHead() {
        return false;
    }

    /**
     * Why records that have this head cannot be read; empty if they can. Every one of them is then
     * rejected for this reason. Another thread than the one that reads may ask, at any time.
     */
    default Optional<String> headProblem(byte[] head) {
        return Optional.empty();
    }

    /** What opens files of records, where those are no text; to be used by another thread. */
    default Optional<ContainerFiles> containers() {
        return Optional.empty();
    }

    /** Where the records of a file end: one object for each file that is read. */
    default RecordEnds ends() {
        return new LineFeeds();
    }
}
