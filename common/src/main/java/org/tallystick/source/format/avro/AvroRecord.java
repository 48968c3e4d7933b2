package org.tallystick.source.format.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.tallystick.source.format.BadRecordException;

/** Reads a record: what was written of it in the order in which it was, then what was not. */
final class AvroRecord implements AvroColumn {

    /** A field of the writer's, and where it belongs; one that is passed over gives null. */
    private record Step(int index, boolean isKept, AvroColumn column) {}

    private final int width;
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param width how many fields the rows have
     */
    AvroRecord(int width) {
        this.width = width;
    }

    /** Next comes a field of the event schema. */
    void add(int index, AvroColumn column) {
        steps.add(new Step(index, true, column));
    }

    /** Next comes one that is not of the event schema. */
    void pass(AvroColumn column) {
        steps.add(new Step(0, false, column));
    }

    /** What a field is that was not written. */
    void complete(int index, AvroColumn column) {
        add(index, column);
    }

    @Override
    public GenericRowData read(AvroBytes in) throws BadRecordException {
        var row = new GenericRowData(width);
        for (Step step : steps) {
            var value = step.column().read(in);
            if (step.isKept()) {
                row.setField(step.index(), value);
            }
        }
        return row;
    }
}
