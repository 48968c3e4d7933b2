package org.tallystick.engine.assemble;

import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.Rows;

/**
 * How many events, and the sum mod 2^64 of their identity hashes.
 *
 * @param events how many
 * @param fingerprint the sum
 */
record Fingerprints(long events, long fingerprint) {

    /** Those of nothing. */
    static final Fingerprints NONE = new Fingerprints(0, 0);

    /** Those of a row. */
    static Fingerprints of(Rows rows, int row) {
        return new Fingerprints(rows.events(row), rows.fingerprint(row));
    }

    /** Those of all partials in a block. */
    static Fingerprints of(byte[] block, BlockForm form) {
        var table = form.table();
        form.mergeInto(table, block);
        var sum = NONE;
        for (int row = 0; row < table.size(); row++) {
            sum = sum.plus(of(table.rows(), row));
        }
        return sum;
    }

    /** Those of both sets of events, which have none in common. */
    Fingerprints plus(Fingerprints other) {
        return new Fingerprints(events + other.events, fingerprint + other.fingerprint);
    }
}
