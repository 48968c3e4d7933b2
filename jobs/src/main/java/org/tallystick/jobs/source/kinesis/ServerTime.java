package org.tallystick.jobs.source.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import software.amazon.awssdk.core.SdkResponse;

/** When Kinesis gave an answer by its own clock: what it keeps it measures by that. */
final class ServerTime {
    private ServerTime() {}

    /**
     * In seconds, as epoch ms.
     *
     * @param ours for an answer that is not dated
     */
    static long of(SdkResponse answer, InstantSource ours) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(text -> parse(text, ours))
                .orElseGet(ours::millis);
    }

    private static long parse(String text, InstantSource ours) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from).toEpochMilli();
        } catch (DateTimeParseException e) {
            return ours.millis(); // a proxy's own way of writing it
        }
    }
}
