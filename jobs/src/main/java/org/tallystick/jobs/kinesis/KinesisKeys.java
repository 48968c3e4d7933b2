package org.tallystick.jobs.kinesis;

import java.net.URI;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.Scalar;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.TextForm;

/** The keys of the pipeline file that source and sink of Kinesis share. */
public final class KinesisKeys {
    public static final Key<String> STREAM =
            Key.of("stream", Kinds.TEXT, "The stream's name").required();

    public static final Key<String> REGION =
            Key.of(
                    "region",
                    Kinds.TEXT,
                    "Such as eu-central-1; if absent, the one that the SDK finds in its environment");

    public static final Key<String> ENDPOINT =
            Key.of(
                    "endpoint",
                    new Scalar<>("URL", KinesisKeys::url, TextForm.any()),
                    "The URL of another server than Amazon's, such as http://localhost:4567");

    private KinesisKeys() {}

    /** Where a section says that Kinesis is. */
    public static KinesisService service(Section section) {
        return new KinesisService(section.get(REGION), section.get(ENDPOINT));
    }

    private static String url(String text) {
        if (!text.matches("https?://[^/]+/?") || !isUri(text)) {
            throw new IllegalArgumentException(
                    "'%s' is no endpoint, write http://HOST:PORT or https://HOST".formatted(text));
        }
        return text;
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
