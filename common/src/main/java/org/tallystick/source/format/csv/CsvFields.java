package org.tallystick.source.format.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.TextValue;

/** The fields of one record after another, as FastCSV splits them. */
final class CsvFields {
    /**
     * In place of a quote where there is none: half a character, which never begins a field, since
     * only the other half can stand before it.
     */
    static final char NO_QUOTE = '\uDC00';

    /** FastCSV reads twice as much at once, and moves nothing within that. */
    private static final int LONGEST_LINE = 4096;

    private final CsvReader.CsvReaderBuilder reader;
    private final Optional<CsvEscapes> escapes;
    private final Handler handler = new Handler();
    private final Line line = new Line();

    /** Null before the first line, and after a bad one. */
    private Iterator<Handler> lines;

    CsvFields(CsvOptions options) {
        reader =
                CsvReader.builder()
                        .fieldSeparator(options.delimiter())
                        .quoteCharacter(options.quote().orElse(NO_QUOTE))
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        escapes = options.escape().map(escape -> new CsvEscapes(options, escape));
    }

    /**
     * Splits a record.
     *
     * @throws BadRecordException where it is not one record
     */
    void split(byte[] record) throws BadRecordException {
        var text = text(record);
        if (escapes.isPresent()) {
            text = escapes.get().resolved(text);
        }
        handler.clear();
        try {
            if (isLine(text)) {
                splitLine(text);
            } else {
                splitAny(text);
            }
        } catch (CsvParseException e) {
            throw new BadRecordException(reason(e));
        }
        if (handler.records != 1) {
            throw new BadRecordException(
                    handler.records == 0 ? "empty" : "several lines in one record");
        }
    }

    /** Whether a record is one line, and fits into a parser's buffer. */
    private static boolean isLine(String text) {
        return text.length() < LONGEST_LINE && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    /** By a parser that goes on from record to record: to make one costs more than the record. */
    private void splitLine(String text) {
        if (lines == null) {
            lines = reader.build(handler, line).iterator();
        }
        line.text = text;
        try {
            lines.next();
        } catch (CsvParseException e) {
            lines = null; // it is still within the bad record
            throw e;
        }
    }

    private void splitAny(String text) {
        var records = reader.build(handler, text).iterator();
        while (records.hasNext()) {
            records.next();
        }
    }

    private static String text(byte[] record) throws BadRecordException {
        var text = new String(record, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // what it has for bytes that are no characters
            checkUtf8(record);
        }
        return text;
    }

    private static void checkUtf8(byte[] record) throws BadRecordException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
        } catch (CharacterCodingException e) {
            throw new BadRecordException("not UTF-8: " + e.getMessage());
        }
    }

    /** FastCSV counts lines, and says so; here there is one record. */
    private static String reason(CsvParseException e) {
        Throwable first = e.getCause() == null ? e : e.getCause();
        var message = String.valueOf(first.getMessage());
        int end = message.indexOf(" (record starting");
        return end < 0 ? message : message.substring(0, end);
    }

    /** How many fields the record has. */
    int count() {
        return handler.count;
    }

    /** A field, without quotes around it. */
    String text(int field) {
        return new String(handler.buffer, handler.starts[field], handler.lengths[field]);
    }

    boolean isQuoted(int field) {
        return handler.quoted[field];
    }

    /** Whether a field is this text. */
    boolean is(int field, String text) {
        return text.length() == handler.lengths[field] && text.equals(text(field));
    }

    /** Whether there is nothing in a field but spaces. */
    boolean isBlank(int field) {
        for (int i = 0; i < handler.lengths[field]; i++) {
            if (!TextValue.isSpace(handler.buffer[handler.starts[field] + i])) {
                return false;
            }
        }
        return true;
    }

    /** Gives a parser one line after another, each when it is asked for and with its end. */
    private static final class Line extends Reader {
        private String text;

        @Override
        public int read(char[] into, int at, int length) {
            if (text == null) {
                return -1;
            }
            int end = text.length();
            text.getChars(0, end, into, at);
            into[at + end] = '\n';
            text = null;
            return end + 1;
        }

        @Override
        public void close() {}
    }

    /** Keeps where the fields of the first record are. */
    private static final class Handler extends CsvCallbackHandler<Handler> {
        private char[] buffer;
        private int[] starts = new int[16];
        private int[] lengths = new int[16];
        private boolean[] quoted = new boolean[16];
        private int count;
        private int records;
        private boolean isEmpty;

        private void clear() {
            count = 0;
            records = 0;
        }

        @Override
        protected void beginRecord(long line) {
            isEmpty = false;
        }

        @Override
        protected void addField(char[] buf, int offset, int length, boolean isQuoted) {
            if (records > 0) {
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
                quoted = Arrays.copyOf(quoted, 2 * count);
            }
            buffer = buf;
            starts[count] = offset;
            lengths[count] = length;
            quoted[count] = isQuoted;
            count++;
        }

        @Override
        protected void setComment(char[] buf, int offset, int length) {
            throw new IllegalStateException("comments are no records");
        }

        @Override
        protected void setEmpty() {
            isEmpty = true;
        }

        @Override
        protected RecordType getRecordType() {
            return isEmpty ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return count;
        }

        @Override
        protected Handler buildRecord() {
            records += isEmpty ? 0 : 1;
            return this;
        }
    }
}
