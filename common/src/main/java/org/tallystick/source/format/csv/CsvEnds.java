package org.tallystick.source.format.csv;

import java.util.Optional;
import org.tallystick.source.format.RecordEnds;

/**
 * Where CSV records end: at an LF, a CR or a CR LF outside quotes that is not escaped.
 *
 * <p>A quote opens a quoted field only as the field's first character, as in RFC 4180: elsewhere it
 * is a character like others, so that an inch mark swallows no lines. A comment ends with its line,
 * whatever is in it.
 */
final class CsvEnds implements RecordEnds {
    /** Of a mark that is not in use: what no byte is. */
    private static final int NONE = 256;

    private enum State {
        RECORD_START,
        FIELD_START,
        PLAIN,
        QUOTED,
        /** Behind a quote within quotes, which closes them or is doubled. */
        CLOSED,
        /** Behind an escape outside quotes. */
        ESCAPED,
        /** Behind an escape within quotes. */
        QUOTED_ESCAPED,
        COMMENT
    }

    private final int delimiter;
    private final int quote;
    private final int escape;
    private final int comment;
    private State state = State.RECORD_START;
    private boolean ended;

    CsvEnds(CsvOptions options) {
        delimiter = options.delimiter();
        quote = mark(options.quote());
        escape = mark(options.escape());
        comment = mark(options.comment());
    }

    private static int mark(Optional<Character> character) {
        return character.map(each -> (int) each).orElse(NONE);
    }

    @Override
    public int find(byte[] buffer, int from, int to) {
        if (ended) {
            ended = false;
            state = State.RECORD_START;
        }
        for (int at = from; at < to; at++) {
            byte each = buffer[at];
            if (each != '\n' && each != '\r') {
                state = after(each);
            } else if ((each == '\n' || at + 1 == to || buffer[at + 1] != '\n') && isEnd()) {
                ended = true;
                return at;
            }
        }
        return to;
    }

    /** Whether the line end here is the record's; if not, it is a character of a field. */
    private boolean isEnd() {
        if (state == State.ESCAPED) {
            state = State.PLAIN;
            return false;
        }
        if (state == State.QUOTED_ESCAPED) {
            state = State.QUOTED;
        }
        return state != State.QUOTED;
    }

    private State after(byte each) {
        return switch (state) {
            case RECORD_START -> each == comment ? State.COMMENT : inField(each, true);
            case FIELD_START -> inField(each, true);
            case PLAIN -> inField(each, false);
            case QUOTED -> inQuotes(each);
            case CLOSED -> each == quote ? State.QUOTED : inField(each, false);
            case ESCAPED -> State.PLAIN;
            case QUOTED_ESCAPED -> State.QUOTED;
            case COMMENT -> State.COMMENT;
        };
    }

    private State inField(byte each, boolean first) {
        if (each == delimiter) {
            return State.FIELD_START;
        }
        if (each == escape) {
            return State.ESCAPED;
        }
        return first && each == quote ? State.QUOTED : State.PLAIN;
    }

    private State inQuotes(byte each) {
        if (each == quote) {
            return State.CLOSED;
        }
        return each == escape ? State.QUOTED_ESCAPED : State.QUOTED;
    }

    /** Not one of tabs alone: with tabs between them those are empty fields. */
    @Override
    public boolean isBlank(byte[] record) {
        if (record.length > 0 && record[0] == comment) {
            return true;
        }
        for (byte each : record) {
            if (each == delimiter || (each != ' ' && each != '\r')) {
                return false;
            }
        }
        return true;
    }

    /** Records may take several lines: their numbers count them, not their lines. */
    @Override
    public boolean isBlankNumbered() {
        return false;
    }
}
