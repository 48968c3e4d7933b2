package org.tallystick.sql;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** The columns that may fail, evaluated for one event at a time, each only if it is asked for. */
final class SingleColumns {
    private final Map<Integer, Compiled> compiled;
    private final StreamOperatorParameters<RowData> parameters;
    private final Map<Integer, Evaluation> evaluations = new HashMap<>();
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private StreamRecord<RowData> event;

    /**
     * What an expression comes to.
     *
     * @param value in the form of rows; null also where it has failed
     * @param failure what it has failed with; null where it has not
     */
    record Outcome(Object value, Throwable failure) {}

    SingleColumns(Fallback fallback, StreamOperatorParameters<RowData> parameters) {
        this.compiled = fallback.alone();
        this.parameters = parameters;
    }

    /** Turns to another event. */
    void point(StreamRecord<RowData> event) {
        this.event = event;
        outcomes.clear();
    }

    boolean has(int column) {
        return compiled.containsKey(column);
    }

    Outcome of(int column) throws Exception {
        var known = outcomes.get(column);
        if (known == null) {
            known = evaluate(column);
            outcomes.put(column, known);
        }
        return known;
    }

    private Outcome evaluate(int column) throws Exception {
        var evaluation = evaluation(column);
        try {
            var row = evaluation.of(event);
            var type = compiled.get(column).output().getTypeAt(0);
            return new Outcome(RowData.createFieldGetter(type, 0).getFieldOrNull(row), null);
        } catch (Exception | StackOverflowError failure) {
            return new Outcome(null, failure);
        }
    }

    /** Made at the first failure: most jobs never see one. */
    private Evaluation evaluation(int column) throws Exception {
        var known = evaluations.get(column);
        if (known == null) {
            known = new Evaluation(compiled.get(column), parameters);
            known.open();
            evaluations.put(column, known);
        }
        return known;
    }

    void end() throws Exception {
        for (var evaluation : evaluations.values()) {
            evaluation.end();
        }
    }
}
