package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.PublishedCell;

/**
 * What became of one window of a metric.
 *
 * @param account all that is known of it
 * @param verdict what that comes to
 * @param reasons which events the live job went without, by the reason; for {@link
 *     LedgerEntry#DUPLICATE} which it counted and should not have
 * @param doubt what does not add up; empty where the verdict is MATCH or EXPLAINED
 */
public record JudgedWindow(
        WindowAccount account, WindowVerdict verdict, Map<String, Tally> reasons, String doubt)
        implements Comparable<JudgedWindow>, Serializable {

    private static final Comparator<JudgedWindow> WORST_FIRST =
            Comparator.comparing(JudgedWindow::verdict, Comparator.reverseOrder())
                    .thenComparing(window -> window.account.start())
                    .thenComparing(window -> window.account.end())
                    .thenComparing(window -> window.account.metric())
                    .thenComparing(window -> window.account.window());

    /** The worst first, then by time: only those of one window are equal. */
    @Override
    public int compareTo(JudgedWindow other) {
        return WORST_FIRST.compare(this, other);
    }

    /** It in one line, with what does not add up and the cell that tells most of it. */
    public String text() {
        var line =
                "%s %s, %s, %s to %s: %s"
                        .formatted(
                                verdict.word(),
                                account.metric(),
                                account.window(),
                                Instant.ofEpochMilli(account.start()),
                                Instant.ofEpochMilli(account.end()),
                                doubt);
        var cell = account.suspect();
        return cell == null
                ? line
                : "%s; %s: live %s, as seen %s, of all events %s"
                        .formatted(
                                line,
                                cell.cell().keys(),
                                value(cell.live()),
                                value(cell.seen()),
                                value(cell.complete()));
    }

    private static String value(PublishedCell cell) {
        return CellAccount.present(cell) == null ? "nothing" : Difference.value(cell);
    }
}
