package org.tallystick.engine.assemble;

import org.tallystick.engine.block.BlockForm;

/**
 * How many events, and the sum mod 2^64 of their identity hashes.
 *
 * @param events how many
 * @param fingerprint the sum
 */
record Fingerprints(long events, long fingerprint) {

    /** Those of all partials in a block. */
    static Fingerprints of(byte[] block, BlockForm form) {
        var table = form.table();
        form.mergeInto(table, block);
        long events = 0;
        long fingerprint = 0;
        for (int row = 0; row < table.size(); row++) {
            events += table.rows().events(row);
            fingerprint += table.rows().fingerprint(row);
        }
        return new Fingerprints(events, fingerprint);
    }
}
