package org.tallystick.source.format.avro;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.avro.Schema;

/** With which schema an Avro record was written. */
interface WriterSchemas extends Serializable {

    /**
     * The schema of this record, the same object each time; empty for the event schema.
     *
     * @throws BadRecordException where the record does not say, or names one that does not exist
     * @throws RegistryException where it could not be found out
     */
    Optional<Schema> of(byte[] message) throws IOException;

    /** How many bytes there are before the Avro record. */
    int headerLength();

    /** Every record was written with the event schema itself. */
    record Same() implements WriterSchemas {
        @Override
        public Optional<Schema> of(byte[] message) {
            return Optional.empty();
        }

        @Override
        public int headerLength() {
            return 0;
        }
    }
}
