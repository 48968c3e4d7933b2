package org.tallystick.jobs.source.kinesis;

import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import org.tallystick.source.PermanentFailure;

/**
 * What ends a run for good: what Kinesis refuses, such as credentials or a stream that is not
 * there; records that are gone; and a stream that is not the one that it was.
 */
enum KinesisFailure implements PermanentFailure {
    INSTANCE;

    @Override
    public Optional<String> reason(Throwable failure) {
        var removed = ExceptionUtils.findThrowable(failure, RemovedRecordsException.class);
        if (removed.isPresent()) {
            return removed.map(Throwable::getMessage);
        }
        var other = ExceptionUtils.findThrowable(failure, OtherStreamException.class);
        if (other.isPresent()) {
            return other.map(Throwable::getMessage);
        }
        return KinesisAnswer.refusal(failure).map("kinesis source: "::concat);
    }
}
