package org.tallystick.jobs.archive;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Serializable;
import java.util.HexFormat;
import org.tallystick.engine.Cell;
import org.tallystick.engine.CellVersion;
import org.tallystick.json.CellJson;

/**
 * A version of a cell as {@code results} keeps it: what a recomputed cell is compared with.
 *
 * <p>Two versions of one metric's cell have equal {@code keys}, or {@code values}, exactly when
 * these are equal to the last bit.
 *
 * @param metric the metric's name
 * @param window the window's text
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param keys the key columns by name, as JSON
 * @param values the aggregates by name, as JSON
 * @param events how many events it is made of
 * @param fingerprint sum mod 2^64 of their identity hashes
 * @param revision how often the archive has corrected the cell
 * @param retracted whether it takes the cell back
 * @param run the run that published it
 */
public record PublishedCell(
        String metric,
        String window,
        long start,
        long end,
        String keys,
        String values,
        long events,
        long fingerprint,
        int revision,
        boolean retracted,
        String run)
        implements Serializable {

    private static final Hasher64 HASH = Hashing.komihash5_0();

    /** Which version of the cell this is. */
    public CellVersion version() {
        return new CellVersion(revision, retracted, events);
    }

    /** Whether a live job published it, and no correction. */
    public boolean isLive() {
        return revision == 0;
    }

    /** The form in which {@code results} would hold {@code cell}. */
    public static PublishedCell of(Cell cell, CellJson json, String run) {
        return new PublishedCell(
                cell.metric(),
                cell.window(),
                cell.start(),
                cell.end(),
                json.keys(cell),
                json.values(cell),
                cell.events(),
                cell.fingerprint(),
                cell.revision(),
                cell.retracted(),
                run);
    }

    /**
     * What the cell is known by: versions of one cell, and no others, have it in common. It begins
     * with its hash, so that a sort by it need not compare the long beginnings that many cells
     * share.
     */
    public String identity() {
        var text =
                String.join("\n", metric, window, Long.toString(start), Long.toString(end), keys);
        return HexFormat.of().toHexDigits(HASH.hashCharsToLong(text)) + text;
    }
}
