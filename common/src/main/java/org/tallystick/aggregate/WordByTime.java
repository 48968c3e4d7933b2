package org.tallystick.aggregate;

/**
 * {@code first} and {@code last} of everything but STRING and DECIMAL: the value of the earliest or
 * latest event in which it is not null.
 *
 * <p>Events of the same time are told apart by their identity hash, and then by the value itself,
 * so that the order in which they come does not matter. The value comes out as it came.
 */
final class WordByTime implements Aggregator {
    private static final int PRESENT = Position.WIDTH;
    private static final int VALUE = PRESENT + 8;
    private static final int WIDTH = VALUE + 8;

    private final Extremum extremum;
    private final ValueType type;
    private final int column;

    WordByTime(Extremum extremum, ValueType type, int column) {
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
        return WIDTH;
    }

    @Override
    public void add(Slot into, Columns event) {
        if (!event.isNull(column)) {
            long word = Values.word(type, event, column);
            offer(into, event.getLong(Columns.TIME), event.getLong(Columns.IDENTITY), word);
        }
    }

    @Override
    public void merge(Slot into, Slot from) {
        if (from.getLong(PRESENT) != 0) {
            offer(into, Position.time(from), Position.identity(from), from.getLong(VALUE));
        }
    }

    @Override
    public Object result(Slot of) {
        return of.getLong(PRESENT) == 0 ? null : Values.toJava(type, of.getLong(VALUE));
    }

    private void offer(Slot into, long time, long identity, long word) {
        if (into.getLong(PRESENT) == 0 || extremum.replaces(compare(time, identity, word, into))) {
            Position.set(into, time, identity);
            into.setLong(PRESENT, 1);
            into.setLong(VALUE, word);
        }
    }

    private int compare(long time, long identity, long word, Slot to) {
        int byPosition = Position.compare(time, identity, to);
        return byPosition != 0 ? byPosition : Values.compare(type, word, to.getLong(VALUE));
    }
}
