package org.tallystick.jobs.sink.connector;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.tallystick.engine.Cell;

/**
 * Writes rows to a database that takes all of a batch or none, and puts aside the cells of those
 * that it refuses.
 *
 * <p>Where it has taken none so far and refuses as many as a batch may have, it is the database
 * that is wrong: that ends the job.
 *
 * @param <R> a row
 */
public final class PoisonSearch<R> {
    private final Attempt<R> attempt;
    private final Function<R, Cell> cells;
    private final int batch;
    private final RejectedCells rejected;
    private boolean anyTaken;
    private int refused;

    /**
     * @param cells whose row it is
     * @param batch how many rows there are at a time, at most
     */
    public PoisonSearch(
            Attempt<R> attempt, Function<R, Cell> cells, int batch, RejectedCells rejected) {
        this.attempt = attempt;
        this.cells = cells;
        this.batch = batch;
        this.rejected = rejected;
    }

    /** Writes rows, all or none. */
    @FunctionalInterface
    public interface Attempt<R> {

        /**
         * Why a row of them is refused; empty where all are written.
         *
         * @throws IOException where it is not about a row
         */
        Optional<Refusal> write(List<R> rows) throws IOException;
    }

    /**
     * Why a row was refused.
     *
     * @param reason one line
     * @param permanent what ends the job if all are
     */
    public record Refusal(String reason, SuppressRestartsException permanent) {}

    /** Writes rows; where one of them is refused it looks for it, in ever smaller parts. */
    public void write(List<R> rows) throws IOException {
        var refusal = attempt.write(rows);
        if (refusal.isEmpty()) {
            anyTaken = true;
        } else if (rows.size() > 1) {
            write(rows.subList(0, rows.size() / 2));
            write(rows.subList(rows.size() / 2, rows.size()));
        } else {
            refuse(cells.apply(rows.get(0)), refusal.get());
        }
    }

    private void refuse(Cell cell, Refusal refusal) throws IOException {
        refused++;
        if (!anyTaken && refused >= batch) {
            throw refusal.permanent();
        }
        rejected.add(cell, refusal.reason());
    }
}
