package org.tallystick.equality;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps all results in its state, so that each counts once whatever the job goes through, and gives
 * them to its {@link Script} at the end.
 */
final class CollectResults<R> extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<R, Void>, BoundedOneInput {
    private final String script;
    private final TypeInformation<R> type;

    private transient ListState<R> state;
    private transient List<R> results;

    CollectResults(String script, TypeInformation<R> type) {
        this.script = script;
        this.type = type;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("results", type));
        results = new ArrayList<>();
        state.get().forEach(results::add);
    }

    @Override
    public void processElement(StreamRecord<R> result) {
        results.add(result.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(results);
    }

    @Override
    public void endInput() {
        Script.<Object, R>named(script).finish(results);
    }
}
