package org.tallystick.jobs.sink.kinesis;

import java.util.Optional;
import org.tallystick.jobs.kinesis.KinesisKeys;
import org.tallystick.pipeline.RejectedCellsKey;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** A Kinesis stream as a sink. */
final class KinesisSinkWords implements SinkWords {
    private static final Shape SHAPE =
            Shape.of(
                    "A Kinesis stream: a record of JSON for each version of a cell",
                    KinesisKeys.STREAM,
                    KinesisKeys.REGION,
                    KinesisKeys.ENDPOINT,
                    RejectedCellsKey.KEY);

    @Override
    public String connector() {
        return "kinesis";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        var service = KinesisKeys.service(section);
        var rejectedCells = section.getOrStandard(RejectedCellsKey.KEY);
        return section.get(KinesisKeys.STREAM)
                .map(stream -> new KinesisCells(stream, service, rejectedCells));
    }
}
