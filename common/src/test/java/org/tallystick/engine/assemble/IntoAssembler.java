package org.tallystick.engine.assemble;

import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;

/** Hands what tables hold straight over to an assembler, as the network would. */
record IntoAssembler(MemoryBuckets state, Assembler assembler, Published published)
        implements SliceTables.Output {

    @Override
    public void partials(Partials partials) {
        state.at(partials.bucket);
        assembler.add(partials);
    }

    @Override
    public void ledger(LedgerEntry entry) {
        published.ledger(entry);
    }
}
