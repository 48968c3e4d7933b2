package org.tallystick.source.files;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The records of a file behind its head, each with the head. A head that says nothing is counted as
 * the first record, which cannot be read: it may have taken others with it.
 */
final class HeadedRecords implements Records {
    private final Records records;
    private final Function<byte[], Optional<String>> problem;
    private byte[] head;

    /** How much larger the records' numbers are. */
    private int shift;

    private HeadedRecords(
            Records records, byte[] head, Function<byte[], Optional<String>> problem) {
        this.records = records;
        this.head = head;
        this.problem = problem;
    }

    /**
     * From the beginning of a file on.
     *
     * @param records all, the head among them, which has the number before the first
     * @param problem why records cannot be read that have a head; empty if they can
     */
    static HeadedRecords from(Records records, Function<byte[], Optional<String>> problem) {
        return new HeadedRecords(records, null, problem);
    }

    /** From a place behind the head on. */
    static HeadedRecords behind(byte[] head, Records records) {
        return new HeadedRecords(records, head, known -> Optional.empty());
    }

    @Override
    public Line next() throws IOException {
        if (head == null) {
            var first = records.next();
            if (first == null || first.damage() != null) {
                shift = 1;
                return first == null ? null : first.unreadable(first.damage(), shift);
            }
            head = first.bytes();
            var wrong = problem.apply(head);
            if (wrong.isPresent()) {
                shift = 1;
                return first.unreadable(wrong.get(), shift);
            }
        }
        var next = records.next();
        return next == null ? null : next.behind(head, shift);
    }

    @Override
    public FilesSplit.Place place() {
        var place = records.place();
        int more = head == null ? 1 : shift;
        return new FilesSplit.Place(place.name(), place.line() + more, place.position());
    }

    @Override
    public boolean isCutShort() {
        return records.isCutShort();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
