package org.tallystick.flink;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.table.data.RowData;

/**
 * {@link Deduplicate} as an operator that, without state of its own, begins with what earlier runs
 * have accepted: so a repeat is found whichever run the first came in.
 */
final class DeduplicateOperator extends KeyedProcessOperator<String, RowData, RowData> {
    private final Deduplicate function;
    private final IdentityKey key;
    private final AcceptedBefore before;

    private transient boolean restored;
    private transient TimerService timers;

    DeduplicateOperator(Deduplicate function, IdentityKey key, AcceptedBefore before) {
        super(function);
        this.function = function;
        this.key = key;
        this.before = before;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (!restored) {
            timers =
                    new SimpleTimerService(
                            getInternalTimerService(
                                    "user-timers", VoidNamespaceSerializer.INSTANCE, this));
            before.forEach(this::remember);
        }
    }

    private void remember(RowData event) {
        var identity = key.getKey(event);
        if (isOfThisSubtask(identity)) {
            setCurrentKey(identity);
            function.remember(event, timers);
        }
    }

    private boolean isOfThisSubtask(String identity) {
        var task = getRuntimeContext().getTaskInfo();
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        identity,
                        task.getMaxNumberOfParallelSubtasks(),
                        task.getNumberOfParallelSubtasks());
        return subtask == task.getIndexOfThisSubtask();
    }
}
