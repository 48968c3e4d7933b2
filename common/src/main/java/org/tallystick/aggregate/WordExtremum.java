package org.tallystick.aggregate;

/**
 * {@code min} and {@code max} of everything but STRING and DECIMAL.
 *
 * <p>Doubles are ordered as by {@link Double#compare}: -0.0 before 0.0 and NaN behind infinity. No
 * two values tie, so that the order in which they come does not matter.
 */
final class WordExtremum implements Aggregator {
    private static final int PRESENT = 0;
    private static final int VALUE = 8;

    private final Extremum extremum;
    private final ValueType type;
    private final int column;

    WordExtremum(Extremum extremum, ValueType type, int column) {
        this.extremum = extremum;
        this.type = type;
        this.column = column;
    }

    @Override
    public ValueType resultType() {
        return type;
    }

    @Override
    public int width() {
        return 2 * Long.BYTES;
    }

    @Override
    public void add(Slot into, Columns event) {
        if (!event.isNull(column)) {
            offer(into, Values.word(type, event, column));
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        if (from.getLong(PRESENT) != 0) {
            offer(into, from.getLong(VALUE));
        }
    }

    @Override
    public Object result(Slot of) {
        return of.getLong(PRESENT) == 0 ? null : Values.toJava(type, of.getLong(VALUE));
    }

    private void offer(Slot into, long word) {
        if (into.getLong(PRESENT) == 0
                || extremum.replaces(Values.compare(type, word, into.getLong(VALUE)))) {
            into.setLong(PRESENT, 1);
            into.setLong(VALUE, word);
        }
    }
}
