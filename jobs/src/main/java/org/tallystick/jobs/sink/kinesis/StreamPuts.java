package org.tallystick.jobs.sink.kinesis;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Puts records into a Kinesis stream; what may pass is said to pass later. */
record StreamPuts(KinesisClient client, String stream) implements Puts {
    private static final Logger LOG = LoggerFactory.getLogger(StreamPuts.class);

    /** All that {@code PutRecords} says of single records. */
    private static final Set<String> PASSING =
            Set.of("ProvisionedThroughputExceededException", "InternalFailure");

    @Override
    public BitSet put(List<CellRecord> records) throws IOException {
        try {
            var entries = records.stream().map(CellRecord::entry).toList();
            return refused(client.putRecords(put -> put.streamName(stream).records(entries)));
        } catch (SdkException e) {
            if (!KinesisAnswer.mayPass(e)) {
                throw failure(e);
            }
            LOG.warn("{} is written again: {}", stream, KinesisAnswer.firstLine(e));
            var all = new BitSet();
            all.set(0, records.size());
            return all;
        }
    }

    private static BitSet refused(PutRecordsResponse answer) throws IOException {
        var refused = new BitSet();
        for (int i = 0; i < answer.records().size(); i++) {
            var code = answer.records().get(i).errorCode();
            if (code != null && !PASSING.contains(code)) {
                throw new IOException(code + ": " + answer.records().get(i).errorMessage());
            }
            refused.set(i, code != null);
        }
        return refused;
    }

    private RuntimeException failure(SdkException failure) {
        return KinesisAnswer.refusal(failure)
                .<RuntimeException>map(
                        line ->
                                new SuppressRestartsException(
                                        new IllegalStateException(
                                                "sink kinesis %s: %s".formatted(stream, line),
                                                failure)))
                .orElse(failure);
    }
}
