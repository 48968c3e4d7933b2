package org.tallystick.jobs.sink.kinesis;

import java.util.HashMap;
import java.util.Map;
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * A Kinesis stream of cells: the partition key is the cell, the data its JSON, with {@code
 * "retracted":true} on retraction.
 *
 * @param stream its name
 * @param service where it is
 * @param rejectedCells the folder of cells that no record can hold
 */
public record KinesisCells(String stream, KinesisService service, String rejectedCells)
        implements SinkSpec {

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(service.settings());
        settings.put("stream", stream);
        return settings;
    }

    @Override
    public Map<String, String> folders() {
        return Map.of("rejected-cells", rejectedCells);
    }

    @Override
    public SinkTarget target() {
        return new SinkTarget("kinesis", stream, service.address());
    }

    @Override
    public String toString() {
        return "kinesis " + stream;
    }
}
