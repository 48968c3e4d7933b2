package org.tallystick.jobs.reprocess;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts together what cells add to their windows, before the network: there are many cells for each
 * window, and they come in no order. It holds so many windows and no more.
 */
final class CombineWindows extends AbstractStreamOperator<WindowAccount>
        implements OneInputStreamOperator<WindowAccount, WindowAccount>, BoundedOneInput {
    private static final int HELD = 20_000;

    private transient Map<String, WindowAccount> windows;

    @Override
    public void open() throws Exception {
        super.open();
        windows = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<WindowAccount> element) {
        var account = element.getValue();
        windows.merge(account.identity(), account, WindowAccount::and);
        if (windows.size() > HELD) {
            handOut();
        }
    }

    private void handOut() {
        windows.values().forEach(window -> output.collect(new StreamRecord<>(window)));
        windows.clear();
    }

    @Override
    public void endInput() {
        handOut();
    }
}
