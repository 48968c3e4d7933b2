package org.tallystick.jobs.replay;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.jobs.archive.ArchivedReject;
import org.tallystick.source.Carriage;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.format.RejectKind;

/**
 * Decodes rejects again. Those that are events now come out, as what came {@link
 * Lateness#AFTER_ALL}; and to the side what they had been, with their new identity.
 */
final class DecodeAgain extends ProcessFunction<RowData, RowData> {
    static final String DECODED = "replay-decoded";
    static final String REJECTED = "replay-rejected";
    static final String REASONS = "replay-reasons";

    /** So many reasons come back from each subtask. */
    private static final int TOLD = 10;

    private final EventDecoder decoder;
    private final EventLayout layout;
    private final long now;
    private final OutputTag<RowData> answers;

    private final LongCounter decoded = new LongCounter();
    private final LongCounter rejected = new LongCounter();
    private final ListAccumulator<String> reasons = new ListAccumulator<>();

    private transient String carriedText;
    private transient Carriage carried;

    /**
     * @param now when events are taken in, epoch ms
     * @param answers rejects as they were, with the identity of the event
     */
    DecodeAgain(EventDecoder decoder, long now, OutputTag<RowData> answers) {
        this.decoder = decoder;
        this.layout = decoder.layout();
        this.now = now;
        this.answers = answers;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        var runtime = getRuntimeContext();
        decoder.open(new Here(runtime));
        runtime.addAccumulator(DECODED, decoded);
        runtime.addAccumulator(REJECTED, rejected);
        runtime.addAccumulator(REASONS, reasons);
    }

    @Override
    public void processElement(RowData row, Context context, Collector<RowData> out)
            throws Exception {
        var reject = new ArchivedReject(row);
        var with = carriage(reject);
        var missing = missing(reject, with);
        if (missing.isPresent()) {
            stays(reject, missing.get());
            return;
        }
        var again = decoder.decode(reject.record(with, now));
        if (!layout.isEvent(again)) {
            stays(reject, again.getString(layout.rejectReason()).toString());
            return;
        }
        decoded.add(1L);
        context.output(answers, answer(reject, again));
        again.setField(layout.partitionTime(), Lateness.AFTER_ALL);
        out.collect(again);
    }

    /** Neighbours have mostly the same; formats know the head of a file by its object. */
    private Carriage carriage(ArchivedReject reject) throws IOException {
        var text = reject.carried();
        if (carried == null || !text.equals(carriedText)) {
            carried = Carriage.parse(text);
            carriedText = text;
        }
        return carried;
    }

    /** What an earlier release did not keep, or a pipeline that did not ask for it. */
    private Optional<String> missing(ArchivedReject reject, Carriage with) {
        boolean needsHead = decoder.hasHead() || decoder.containers().isPresent();
        if (needsHead && with.head() == null) {
            return Optional.of("what its file begins with was not kept");
        }
        if (decoder.readsEnvelopes() && with.envelope() == null) {
            return Optional.of("its key and headers were not kept");
        }
        boolean ahead = reject.kind().equals(RejectKind.AHEAD.word());
        return ahead && with.timestamp().isEmpty()
                ? Optional.of("the record's own time was not kept")
                : Optional.empty();
    }

    private void stays(ArchivedReject reject, String reason) {
        if (rejected.getLocalValuePrimitive() < TOLD) {
            var at = reject.position();
            reasons.add("%s, partition %d, position %d: %s".formatted(at.f0, at.f1, at.f2, reason));
        }
        rejected.add(1L);
    }

    private RowData answer(ArchivedReject reject, RowData event) {
        var answer = new GenericRowData(layout.width());
        answer.setField(layout.topic(), event.getString(layout.topic()));
        answer.setField(layout.partition(), event.getInt(layout.partition()));
        answer.setField(layout.offset(), event.getLong(layout.offset()));
        answer.setField(layout.ingestedAt(), now);
        answer.setField(layout.identity(), event.getLong(layout.identity()));
        answer.setField(layout.rejectKind(), StringData.fromString(reject.kind()));
        answer.setField(layout.rejectReason(), StringData.fromString(reject.reason()));
        return answer;
    }

    private record Here(RuntimeContext runtime) implements InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return runtime.getMetricGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(runtime.getUserCodeClassLoader());
        }
    }
}
