package org.tallystick.jobs.source.kinesis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.pipeline.SourceSpec;

/**
 * A Kinesis stream.
 *
 * @param name its name
 * @param service where it is
 * @param start where to begin without a checkpoint: the earliest, the latest or a time
 * @param onGap what to do where records were removed before they were read
 * @param pollInterval between two requests to a shard, at least
 * @param carried what to take of a record besides its value: its partition key
 */
record KinesisStream(
        String name,
        KinesisService service,
        Start start,
        OnGap onGap,
        Duration pollInterval,
        Carried carried,
        String format,
        Map<String, String> formatOptions)
        implements SourceSpec {

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(service.settings());
        settings.put("stream", name);
        return settings;
    }

    @Override
    public String toString() {
        return "kinesis " + name;
    }
}
