package org.tallystick.source.format.csv;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.TimeColumns;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordEnds;
import org.tallystick.source.format.RecordRows;
import org.tallystick.source.format.TextValue;

/**
 * CSV records as rows: columns by their names in the file's header, or else by their order; see
 * {@link TextValue} for what is of which type.
 *
 * <p>Flink's own CSV format would take 12345.67 in DECIMAL(5, 2) for null, 0.125 for 0.13 and "yes"
 * for false, and of several lines the first alone.
 */
final class CsvRows implements RecordRows {
    private static final StringData UNREAD = StringData.fromString("");

    private final HashMap<String, String> options;
    private final RowType type;
    private final TimeColumns times;

    /** What each column may be called: its name, then its aliases. */
    private final ArrayList<ArrayList<String>> columnNames = new ArrayList<>();

    private final int width;
    private final int[] unread;
    private transient CsvOptions csv;
    private transient CsvFields fields;
    private transient CsvColumns inOrder;
    private transient Column[] columns;

    /** The head of the file that is being read, and the places that it gives the columns. */
    private transient byte[] head;

    private transient CsvColumns byName;

    /** Why there are none; null where there are. */
    private transient BadRecordException badHead;

    CsvRows(FormatUse use) {
        options = new HashMap<>(use.options());
        type = use.schema().rowType();
        times = use.times();
        for (var field : use.schema().avroSchema().getFields()) {
            var names = new ArrayList<>(List.of(field.name()));
            names.addAll(field.aliases());
            columnNames.add(names);
        }
        width = use.width();
        unread = use.unread();
    }

    @Override
    public void open() {
        csv = CsvOptions.of(options);
        fields = new CsvFields(csv);
        inOrder = CsvColumns.inOrder(type.getFieldCount());
        columns = new Column[type.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(i);
        }
    }

    private Column column(int index) {
        var column = type.getTypeAt(index);
        boolean text = column.is(LogicalTypeFamily.CHARACTER_STRING);
        boolean isUnread = IntStream.of(unread).anyMatch(each -> each == index);
        var name = type.getFieldNames().get(index);
        return new Column(name, column, TextValue.of(column, times.at(name)), text, isUnread);
    }

    /**
     * A column.
     *
     * @param isText whether it has texts, of which an empty one is a value like others
     * @param isUnread whether any text will do
     */
    private record Column(
            String name, LogicalType type, TextValue value, boolean isText, boolean isUnread) {}

    @Override
    public boolean hasHead() {
        return CsvOptions.of(options).header();
    }

    /** With fields of its own: files are opened by another thread than the one that reads. */
    @Override
    public Optional<String> headProblem(byte[] fileHead) {
        try {
            var names = names(fileHead, new CsvFields(CsvOptions.of(options)));
            CsvColumns.named(names, columnNames);
            return Optional.empty();
        } catch (BadRecordException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public RecordEnds ends() {
        return new CsvEnds(CsvOptions.of(options));
    }

    @Override
    public GenericRowData read(byte[] record, byte[] fileHead) throws BadRecordException {
        var places = fileHead == null ? inOrder : columnsOf(fileHead);
        fields.split(record);
        places.check(fields.count());
        var row = new GenericRowData(width);
        for (int i = 0; i < columns.length; i++) {
            row.setField(i, value(columns[i], places.field(i)));
        }
        return row;
    }

    private CsvColumns columnsOf(byte[] fileHead) throws BadRecordException {
        if (fileHead != head) {
            head = fileHead;
            try {
                byName = CsvColumns.named(names(fileHead, fields), columnNames);
                badHead = null;
            } catch (BadRecordException e) {
                badHead = e;
            }
        }
        if (badHead != null) {
            throw badHead;
        }
        return byName;
    }

    private static List<String> names(byte[] fileHead, CsvFields fields) throws BadRecordException {
        try {
            fields.split(fileHead);
        } catch (BadRecordException e) {
            throw new BadRecordException(
                    "the header of the file cannot be read: " + e.getMessage());
        }
        return IntStream.range(0, fields.count()).mapToObj(fields::text).toList();
    }

    private Object value(Column column, int field) throws BadRecordException {
        if (isNull(column, field)) {
            return null;
        }
        if (column.isUnread()) {
            return UNREAD;
        }
        var text = fields.text(field);
        try {
            var value = column.value().of(text);
            if (value.isEmpty()) {
                throw BadRecordException.ofValue(column.name(), text, column.type());
            }
            return value.get();
        } catch (DateTimeException e) {
            throw BadRecordException.ofValue(column.name(), text, column.type(), e.getMessage());
        }
    }

    /** In a column of texts only what has no quotes around it can be null. */
    private boolean isNull(Column column, int field) {
        if (csv.nullText().isPresent()) {
            return fields.is(field, csv.nullText().get())
                    && !(column.isText() && fields.isQuoted(field));
        }
        return !column.isText() && fields.isBlank(field);
    }
}
