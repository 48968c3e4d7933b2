package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.flink.TableLoader;

/**
 * The ledger for tasks: as it was when a run was pinned, and as it was when an earlier one was.
 *
 * @param ledger opens the table
 * @param events opens the table, whose snapshots name those of the ledger
 * @param pinned the snapshot of the run; null where the ledger was empty
 * @param first only rows about windows that end from here on, epoch ms
 * @param last and not after this, epoch ms
 */
public record LedgerBook(TableLoader ledger, TableLoader events, Long pinned, long first, long last)
        implements LedgerAtRuns {

    @Override
    public LedgerSums now() throws IOException {
        return pinned == null ? LedgerSums.of(List.of()) : read(pinned);
    }

    @Override
    public Optional<LedgerSums> asOf(long snapshot) throws IOException {
        Optional<Pin> pin;
        try (var loader = events.clone()) {
            loader.open();
            pin = Pin.at(loader.loadTable(), snapshot);
        }
        if (pin.isEmpty()) {
            return Optional.empty();
        }
        var then = pin.get().snapshot(ArchiveTable.LEDGER);
        return Optional.of(then.isPresent() ? read(then.get()) : LedgerSums.of(List.of()));
    }

    private LedgerSums read(long snapshot) throws IOException {
        try (var loader = ledger.clone()) {
            loader.open();
            return LedgerSums.of(loader.loadTable(), snapshot, first, last);
        }
    }
}
