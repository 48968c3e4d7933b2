package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.PublishedCell;

/**
 * All that is known of one cell; each part may be null, where there is none or it has not come yet.
 *
 * @param computed what it comes to from all events; only if the cell differs from that
 * @param standing the version that stands
 * @param live the version that counts of those that were published live
 * @param seen what it comes to as the live job saw the events
 * @param differs whether it does not stand as it should
 */
public record CellAccount(
        PublishedCell computed,
        PublishedCell standing,
        PublishedCell live,
        PublishedCell seen,
        boolean differs)
        implements Serializable {

    static CellAccount of(Difference difference) {
        return new CellAccount(difference.computed(), difference.published(), null, null, true);
    }

    static CellAccount published(PublishedCell version) {
        return new CellAccount(null, version, version.isLive() ? version : null, null, false);
    }

    static CellAccount seen(PublishedCell seen) {
        return new CellAccount(null, null, null, seen, false);
    }

    /** Both together; of the same cell. */
    CellAccount and(CellAccount other) {
        return new CellAccount(
                computed == null ? other.computed : computed,
                newer(standing, other.standing),
                newer(live, other.live),
                seen == null ? other.seen : seen,
                differs || other.differs);
    }

    private static PublishedCell newer(PublishedCell left, PublishedCell right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.version().compareTo(right.version()) >= 0 ? left : right;
    }

    /** The cell in one of its forms. */
    public PublishedCell cell() {
        if (standing != null) {
            return standing;
        }
        return computed == null ? seen : computed;
    }

    /** What it comes to from all events; null if it is none. */
    public PublishedCell complete() {
        return differs ? computed : present(standing);
    }

    /** The same cell; null for a retraction, or if there is none. */
    public static PublishedCell present(PublishedCell cell) {
        return cell == null || cell.retracted() ? null : cell;
    }

    static Tally tally(PublishedCell cell) {
        return cell == null || cell.retracted()
                ? Tally.NOTHING
                : new Tally(cell.events(), cell.fingerprint());
    }

    /** Whether the live job published something else of the very events that it saw. */
    boolean isWrongLive() {
        return isOther(live, seen) && !lacks();
    }

    /** Whether the live job published it without some of its aggregates. */
    boolean lacks() {
        return isOther(live, seen) && ValuesJson.lacks(live.values(), seen.values());
    }

    boolean isCorrected() {
        return standing != null && !standing.isLive();
    }

    /** Whether a correction published something else of the very events that there are. */
    boolean isWronglyCorrected() {
        return isCorrected() && isOther(standing, complete());
    }

    /** Whether both are made of the same events and have other values. */
    private static boolean isOther(PublishedCell left, PublishedCell right) {
        var first = present(left);
        var second = present(right);
        return first != null
                && second != null
                && tally(first).equals(tally(second))
                && !first.values().equals(second.values());
    }

    boolean isUnseen() {
        return !tally(live).equals(tally(seen));
    }

    /** Whether the live job counted events in it that it should have seen elsewhere, or nowhere. */
    boolean hasForeign() {
        return isUnseen() && tally(live).events() >= tally(seen).events();
    }
}
