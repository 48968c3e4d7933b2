package org.tallystick.engine.assemble;

import org.tallystick.engine.Tally;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.Rows;

/** Which events partials hold. */
final class Tallies {
    private Tallies() {}

    /** Those of a row. */
    static Tally of(Rows rows, int row) {
        return new Tally(rows.events(row), rows.fingerprint(row));
    }

    /** Those of all partials in a block. */
    static Tally of(byte[] block, BlockForm form) {
        var table = form.table();
        form.mergeInto(table, block);
        var sum = Tally.NOTHING;
        for (int row = 0; row < table.size(); row++) {
            sum = sum.plus(of(table.rows(), row));
        }
        return sum;
    }
}
