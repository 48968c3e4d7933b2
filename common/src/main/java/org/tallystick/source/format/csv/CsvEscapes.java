package org.tallystick.source.format.csv;

import java.util.Optional;
import org.tallystick.source.format.BadRecordException;

/**
 * Writes a record that has escapes again without them, with quotes around fields and doubled within
 * them, as RFC 4180 has it.
 *
 * <p>An escape makes a mark an ordinary character: a quote, a delimiter, an escape, the beginning
 * of a comment or a line end. Before anything else it is an error, since the world does not agree
 * on whether {@code \n} is a line end, an n, or both characters.
 */
final class CsvEscapes {
    private final char escape;
    private final char delimiter;
    private final char quote;
    private final String marks;
    private final Optional<String> nullText;

    CsvEscapes(CsvOptions options, char escape) {
        this.escape = escape;
        delimiter = options.delimiter();
        quote = options.quote().orElse(CsvFields.NO_QUOTE);
        nullText = options.nullText();
        var known = new StringBuilder("\r\n").append(escape).append(delimiter);
        options.quote().ifPresent(known::append);
        options.comment().ifPresent(known::append);
        marks = known.toString();
    }

    /** The same record without escapes. */
    String resolved(String record) throws BadRecordException {
        return record.indexOf(escape) < 0 ? record : new Walk(record).all();
    }

    /** One way through a record. */
    private final class Walk {
        private final String record;
        private final StringBuilder out;
        private int at;

        private Walk(String record) {
            this.record = record;
            out = new StringBuilder(record.length() + 8);
        }

        private String all() throws BadRecordException {
            while (at < record.length()) {
                if (record.charAt(at) == quote) {
                    quoted();
                } else {
                    plain();
                }
                if (at < record.length()) { // the delimiter or line end that stopped the field
                    out.append(record.charAt(at++));
                }
            }
            return out.toString();
        }

        private void quoted() throws BadRecordException {
            out.append(record.charAt(at++));
            while (at < record.length()) {
                char each = record.charAt(at++);
                if (each == escape) {
                    appendEscaped();
                } else if (each == quote && at < record.length() && record.charAt(at) == quote) {
                    append(record.charAt(at++));
                } else if (each == quote) {
                    out.append(each);
                    toEnd(out); // nothing, or what the parser will not have
                    return;
                } else {
                    out.append(each);
                }
            }
        }

        private void plain() throws BadRecordException {
            int from = at;
            var value = new StringBuilder();
            toEnd(value);
            var raw = record.substring(from, at);
            if (raw.indexOf(escape) < 0 || nullText.filter(raw::equals).isPresent()) {
                out.append(raw);
                return;
            }
            at = from;
            out.append(quote);
            while (at < record.length() && !isEnd(record.charAt(at))) {
                char each = record.charAt(at++);
                if (each == escape) {
                    appendEscaped();
                } else {
                    append(each);
                }
            }
            out.append(quote);
        }

        /**
         * Goes to the end of a field that has no quotes around it, and keeps what is on the way.
         */
        private void toEnd(StringBuilder kept) {
            while (at < record.length() && !isEnd(record.charAt(at))) {
                int next = record.charAt(at) == escape ? behindMark(at + 1) : at + 1;
                kept.append(record, at, next);
                at = next;
            }
        }

        /** Behind the mark at a place: a CR LF is one. */
        private int behindMark(int place) {
            return Math.min(
                    record.length(), record.startsWith("\r\n", place) ? place + 2 : place + 1);
        }

        private boolean isEnd(char each) {
            return each == delimiter || each == '\n' || each == '\r';
        }

        private void append(char each) {
            if (each == quote) {
                out.append(each);
            }
            out.append(each);
        }

        private void appendEscaped() throws BadRecordException {
            if (at == record.length()) {
                throw new BadRecordException("nothing follows the escape '" + escape + "'");
            }
            if (marks.indexOf(record.charAt(at)) < 0) {
                throw new BadRecordException(
                        "'%s' is no escape: only quotes, delimiters, escapes and line ends are escaped"
                                .formatted("" + escape + record.charAt(at)));
            }
            for (int end = behindMark(at); at < end; at++) {
                append(record.charAt(at));
            }
        }
    }
}
