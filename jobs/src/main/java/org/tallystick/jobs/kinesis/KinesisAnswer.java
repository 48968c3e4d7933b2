package org.tallystick.jobs.kinesis;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;

/** Tells what Kinesis refuses for good from what may pass. */
public final class KinesisAnswer {
    private KinesisAnswer() {}

    /** Whether asking again later may help: the server is away, fails, or we ask too much. */
    public static boolean mayPass(Throwable failure) {
        if (failure instanceof AwsServiceException refusal) {
            return refusal.isThrottlingException()
                    || refusal.statusCode() >= 500
                    || isThrottling(refusal)
                    || failure instanceof ExpiredIteratorException;
        }
        return failure instanceof SdkClientException
                && ExceptionUtils.findThrowable(failure, IOException.class).isPresent();
    }

    private static boolean isThrottling(AwsServiceException refusal) {
        var details = refusal.awsErrorDetails();
        return details != null
                && details.errorCode() != null
                && details.errorCode()
                        .matches(
                                "ProvisionedThroughputExceededException|LimitExceededException|KMSThrottlingException");
    }

    /** What the service refuses for good, in one line; empty where it is something else. */
    public static Optional<String> refusal(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, AwsServiceException.class)
                .filter(each -> !mayPass(each))
                .map(KinesisAnswer::line);
    }

    private static String line(AwsServiceException refusal) {
        var details = refusal.awsErrorDetails();
        return details == null
                ? firstLine(refusal)
                : details.errorCode() + ": " + details.errorMessage();
    }

    /** The first line of what went wrong. */
    public static String firstLine(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** Why a server does not answer, in one line; empty where it does, whatever it says. */
    public static Optional<String> unanswered(KinesisService service, String stream) {
        try (KinesisClient client = service.client()) {
            client.describeStreamSummary(summary -> summary.streamName(stream));
            return Optional.empty();
        } catch (AwsServiceException e) {
            return Optional.empty();
        } catch (SdkClientException e) {
            return Optional.of(
                    "kinesis %s does not answer: %s".formatted(service.address(), firstLine(e)));
        }
    }
}
